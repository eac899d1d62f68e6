package dev.reprise.cli.jobs;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchCommandTest {

    private final FakeDeployment deployment = new FakeDeployment(START);
    private final CommandLineFixture reprise;

    WatchCommandTest() {
        this.reprise = new CommandLineFixture().clock(deployment).connector(address -> deployment);
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED,0", "COMPLETED_WITH_FAILURES,3", "CANCELLED,4", "FAILED,4"})
    void should_end_with_the_job(JobStatus end, int exitCode) {
        deployment
                .knows(job(JobStatus.RUNNING).build())
                .willPublish(
                        job(JobStatus.RUNNING).after(1).build(),
                        job(end).after(2).build());

        assertThat(reprise.run("watch", "movie-v2")).isEqualTo(exitCode);

        assertThat(reprise.out()).hasSize(2);
        assertThat(reprise.out().get(1)).startsWith("movie-v2: " + end + " after 2 s");
    }

    @Test
    void should_print_a_line_of_json_for_each_state_when_asked() throws JsonProcessingException {
        deployment
                .knows(job(JobStatus.RUNNING).build())
                .willPublish(
                        job(JobStatus.VERIFYING).after(1).build(),
                        job(JobStatus.COMPLETED).after(2).build());

        assertThat(reprise.run("watch", "movie-v2", "--json")).isZero();

        List<String> states = new ArrayList<>();
        for (String line : reprise.out()) {
            states.add(Json.mapper().readTree(line).get("state").textValue());
        }
        assertThat(states).containsExactly("RUNNING", "VERIFYING", "COMPLETED");
    }

    @Test
    void should_wait_a_little_for_a_job_that_was_just_posted() {
        deployment.willPublish(job(JobStatus.COMPLETED).after(2).build());

        assertThat(reprise.run("watch", "movie-v2")).isZero();
    }

    @Test
    void should_end_with_1_when_there_is_no_such_job() {
        assertThat(reprise.run("watch", "movie-v2")).isEqualTo(1);
        assertThat(reprise.err()).containsExactly("reprise watch: there is no job 'movie-v2'");
    }
}
