package dev.reprise.cli.jobs;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Request;
import dev.reprise.common.wire.Json;
import org.junit.jupiter.api.Test;

class JobsShowCommandTest {

    private final FakeDeployment deployment = new FakeDeployment(START.plusSeconds(100))
            .knows(job(JobStatus.CANCELLED)
                    .counts(new Counts(5, 5, 0, 0, 0, 0))
                    .after(9)
                    .message("cancelled by cleo")
                    .build())
            .tells(
                    AuditEntry.ofChange("another", START, JobStatus.PLANNING, JobStatus.RUNNING, null),
                    AuditEntry.ofChange("movie-v2", START, JobStatus.PLANNING, JobStatus.RUNNING, null),
                    AuditEntry.ofRequest(
                            new Request.Cancel("movie-v2", "cleo", "wrong version"),
                            START.plusMillis(9_500),
                            "RUNNING to CANCELLED"));

    private final CommandLineFixture reprise;

    JobsShowCommandTest() {
        this.reprise = new CommandLineFixture().clock(deployment).connector(address -> deployment);
    }

    @Test
    void should_tell_the_story_of_one_job_with_times() {
        assertThat(reprise.run("jobs", "show", "movie-v2")).isZero();

        assertThat(reprise.out())
                .containsExactly(
                        "movie-v2: CANCELLED after 9 s, 5 events = 5 migrated + 0 unchanged + 0 overtaken + 0 gone + 0"
                                + " failed | cancelled by cleo",
                        "selects  {\"assetType\":[\"movie\"]}",
                        "does     {\"name\":\"migrate\",\"toVersion\":2}",
                        "TIME                      WHAT    BY    EFFECT                WHY",
                        "2024-05-06T10:00:00Z      state   -     PLANNING to RUNNING   -",
                        "2024-05-06T10:00:09.500Z  cancel  cleo  RUNNING to CANCELLED  wrong version");
    }

    @Test
    void should_print_the_job_with_its_history_as_json() throws JsonProcessingException {
        assertThat(reprise.run("jobs", "show", "movie-v2", "--json")).isZero();

        JsonNode shown = Json.mapper().readTree(reprise.out().get(0));
        assertThat(shown.get("state").textValue()).isEqualTo("CANCELLED");
        assertThat(shown.get("history")).hasSize(2);
        assertThat(shown.get("history").get(1).toString())
                .isEqualTo(
                        "{\"job\":\"movie-v2\",\"at\":\"2024-05-06T10:00:09.500Z\",\"what\":\"cancel\",\"by\":\"cleo\","
                                + "\"why\":\"wrong version\",\"effect\":\"RUNNING to CANCELLED\"}");
    }

    @Test
    void should_fail_when_there_is_no_such_job() {
        FakeDeployment empty = new FakeDeployment(START);
        assertThat(reprise.connector(address -> empty).run("jobs", "show", "unheard-of"))
                .isEqualTo(1);
        assertThat(reprise.err()).containsExactly("reprise jobs show: there is no job 'unheard-of'");
    }

    @Test
    void should_print_a_completion_script_that_knows_every_command() {
        assertThat(reprise.run("completion")).isZero();

        assertThat(String.join("\n", reprise.out()))
                .contains(
                        "complete -F _complete_reprise", "dead-letters", "redrive", "throttle", "--bootstrap-servers");
    }
}
