package dev.reprise.cli.deadletters;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.jobs.JobFixture;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.request.Selector;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeadLettersCommandTest {

    private static final String NO_TITLE = "aaaaaaaaaaaa";
    private static final String BAD_DATE = "bbbbbbbbbbbb";

    private final FakeDeployment deployment = new FakeDeployment(START.plusSeconds(100));
    private final CommandLineFixture reprise;

    DeadLettersCommandTest() {
        this.reprise = new CommandLineFixture()
                .clock(deployment)
                .connector(address -> deployment)
                .variable("USER", "ana");
    }

    private static DeadLetter letter(String job, int asset, String cause, int afterSeconds) {
        var event = new AssetEvent(job, "movie", "2024-01", new UUID(0x1000L, asset));
        String reason = cause.equals(NO_TITLE) ? "title is missing" : "release date is in the future";
        return new DeadLetter(event, cause, "migrate", "MigrationFailed", reason, START.plusSeconds(afterSeconds));
    }

    private static JobFixture redrive(String id, String of, @Nullable String cause) {
        return job(JobStatus.COMPLETED)
                .id(id)
                .selector(new Selector.DeadLettersOf(of, cause, null))
                .begins(20)
                .after(30);
    }

    private void threeFailed() {
        deployment
                .knows(job(JobStatus.COMPLETED_WITH_FAILURES).after(10).build())
                .failed(
                        letter("movie-v2", 1, BAD_DATE, 2),
                        letter("movie-v2", 2, NO_TITLE, 3),
                        letter("movie-v2", 3, NO_TITLE, 4),
                        letter("another", 4, NO_TITLE, 4));
    }

    private JsonNode list() throws JsonProcessingException {
        assertThat(reprise.run("dead-letters", "list", "movie-v2", "--json")).isZero();
        return Json.mapper().readTree(reprise.out().get(reprise.out().size() - 1));
    }

    private static long open(JsonNode list, String cause) {
        for (JsonNode one : list.get("causes")) {
            if (one.get("cause").textValue().equals(cause)) {
                return one.get("open").longValue();
            }
        }
        throw new AssertionError("no cause " + cause + " in " + list);
    }

    @Test
    void should_group_what_failed_by_cause() {
        threeFailed();

        assertThat(reprise.run("dead-letters", "list", "movie-v2")).isZero();

        assertThat(reprise.out())
                .containsExactly(
                        "CAUSE         OPEN  RESOLVED  STAGE    FIRST ASSET                           EXAMPLE",
                        "aaaaaaaaaaaa  2     0         migrate  00000000-0000-1000-0000-000000000002  MigrationFailed: title"
                                + " is missing",
                        "bbbbbbbbbbbb  1     0         migrate  00000000-0000-1000-0000-000000000001  MigrationFailed: release"
                                + " date is in the future",
                        "3 open; try them again by ./reprise dead-letters redrive movie-v2");
    }

    @Test
    void should_empty_a_group_when_a_redrive_of_its_cause_is_complete() throws JsonProcessingException {
        threeFailed();
        deployment.knows(redrive("again", "movie-v2", NO_TITLE).build());

        JsonNode list = list();

        assertThat(open(list, NO_TITLE)).isZero();
        assertThat(open(list, BAD_DATE)).isEqualTo(1);
        assertThat(list.get("open").longValue()).isEqualTo(1);
        assertThat(list.get("resolved").longValue()).isEqualTo(2);
    }

    @Test
    void should_keep_open_what_failed_again_until_that_is_resolved() throws JsonProcessingException {
        threeFailed();
        deployment.knows(redrive("again", "movie-v2", null).build()).failed(letter("again", 2, NO_TITLE, 25));
        assertThat(open(list(), NO_TITLE)).isEqualTo(1);

        deployment.knows(
                redrive("and-again", "again", null).begins(40).after(50).build());

        assertThat(open(list(), NO_TITLE)).isZero();
    }

    @Test
    void should_resolve_nothing_when_the_redrive_is_not_complete_or_has_left_something()
            throws JsonProcessingException {
        threeFailed();
        deployment.knows(
                job(JobStatus.RUNNING)
                        .id("running")
                        .selector(new Selector.DeadLettersOf("movie-v2", null, null))
                        .begins(20)
                        .build(),
                redrive("left", "movie-v2", null).unmigrated(3).build(),
                redrive("early", "movie-v2", null).begins(1).build(),
                job(JobStatus.CANCELLED)
                        .id("cancelled")
                        .selector(new Selector.DeadLettersOf("movie-v2", null, null))
                        .begins(20)
                        .build());

        assertThat(list().get("open").longValue()).isEqualTo(3);
    }

    @Test
    void should_post_a_job_with_the_same_processor_when_redriven() throws Exception {
        threeFailed();
        deployment.willPublish(job(JobStatus.PLANNING)
                .id("again")
                .selector(new Selector.DeadLettersOf("movie-v2", NO_TITLE, null))
                .build());

        reprise.run("dead-letters", "redrive", "movie-v2", "--cause", NO_TITLE, "--job", "again");

        assertThat(deployment.posted()).hasSize(1);
        String json = deployment.posted().get(0).substring("again ".length());
        assertThat(json)
                .startsWith("{\"type\":\"submit\",\"job\":\"again\",\"selector\":{\"deadLettersOf\":\"movie-v2\","
                        + "\"cause\":\"aaaaaaaaaaaa\"},\"processor\":{\"name\":\"migrate\",\"toVersion\":2}")
                .contains("\"outcomes\":true", "\"requestedBy\":\"ana\"", "\"reason\":\"redrive of movie-v2\"");
        assertThat(new RequestParser(() -> "x").parse(json.getBytes(StandardCharsets.UTF_8)))
                .isNotNull();
    }

    @Test
    void should_say_so_when_there_is_nothing_to_redrive() {
        threeFailed();
        deployment.knows(redrive("again", "movie-v2", null).build());

        assertThat(reprise.run("dead-letters", "redrive", "movie-v2")).isZero();
        assertThat(reprise.err()).containsExactly("nothing to redrive: nothing is open");
        assertThat(reprise.run("dead-letters", "redrive", "movie-v2", "--cause", "cccccccccccc"))
                .isEqualTo(1);
        assertThat(reprise.run("dead-letters", "list", "unheard-of")).isEqualTo(1);
        assertThat(deployment.posted()).isEmpty();
    }

    @Test
    void should_say_so_when_nothing_failed() {
        deployment.knows(job(JobStatus.COMPLETED).build());

        assertThat(reprise.run("dead-letters", "list", "movie-v2")).isZero();

        assertThat(reprise.out()).containsExactly("nothing failed in movie-v2");
    }
}
