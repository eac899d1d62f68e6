package dev.reprise.cli;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Mode;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.DeadLetter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text from topics that would steer the terminal, through every command that prints some. */
class HostileTextTest {

    /** Clears the screen, forges a line, colours by C1, shifts a cell, turns round what follows, and hides. */
    private static final String HOSTILE =
            "x\u001b[2J\r\nmovie-v9  COMPLETED\u0085\u009b31m\t\u202e\u2066\u2028\u2029\u200b\ufeff\u007f\u0000y";

    private static final String HARMLESS = "x".repeat(20);

    private CommandLineFixture reprise(String text) {
        FakeDeployment deployment = deployment(text);
        return new CommandLineFixture()
                .clock(deployment)
                .connector(address -> deployment)
                .variable("USER", "ana");
    }

    private static FakeDeployment deployment(String text) {
        Job failed = job(JobStatus.COMPLETED_WITH_FAILURES)
                .counts(new Counts(2, 0, 0, 0, 0, 2))
                .unmigrated(1)
                .message(text)
                .build();
        var one = new AssetEvent("movie-v2", text, text, new UUID(0x5a2b_3c4d_e5f6_11eeL, 1));
        JsonNode fields = JsonNodeFactory.instance.objectNode().put(text, text);
        var change = new Preview.Change(1, 2, 1, 1, fields, fields, fields, text);
        return new FakeDeployment(START)
                .knows(failed, job(JobStatus.PAUSED).id("still").message(text).build())
                .willPublish(
                        job(JobStatus.PLANNING)
                                .id("look")
                                .mode(Mode.PREVIEW)
                                .message(text)
                                .build(),
                        job(JobStatus.COMPLETED_WITH_FAILURES)
                                .id("look")
                                .mode(Mode.PREVIEW)
                                .counts(new Counts(2, 1, 0, 0, 0, 1))
                                .message(text)
                                .build())
                .tells(new AuditEntry("movie-v2", START, text, text, text, text))
                .leaves(one)
                .failed(new DeadLetter(one, text, text, text, text, START.plusSeconds(1)))
                .previews(Preview.of(one, change), Preview.of(one, Failure.of(Stage.MIGRATE, "MigrationFailed", text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs",
                "jobs --json",
                "jobs show movie-v2",
                "jobs show movie-v2 --json",
                "jobs unmigrated movie-v2",
                "jobs unmigrated movie-v2 --json",
                "watch movie-v2",
                "watch movie-v2 --json",
                "pause still",
                "dead-letters list movie-v2",
                "dead-letters list movie-v2 --json",
                "preview --job look --asset-type movie --to-version 2 --all",
                "preview --job look --asset-type movie --to-version 2 --all --json",
                "submit --job movie-v2 --asset-type movie --to-version 2",
            })
    void should_print_as_many_lines_and_nothing_that_steers_when_text_is_hostile(String line) {
        // given
        CommandLineFixture harmless = reprise(HARMLESS);
        CommandLineFixture hostile = reprise(HOSTILE);

        // when
        int expected = harmless.run(line.split(" "));
        int code = hostile.run(line.split(" "));

        // then
        assertThat(harmless.printed()).isNotBlank();
        assertThat(code).isEqualTo(expected);
        assertHarmless(hostile);
        assertThat(hostile.printed().split("\n"))
                .hasSameSizeAs(harmless.printed().split("\n"));
    }

    @Test
    void should_keep_the_document_when_text_is_hostile() throws Exception {
        CommandLineFixture reprise = reprise(HOSTILE);

        reprise.run("jobs", "show", "movie-v2", "--json");

        JsonNode document = Json.mapper().readTree(reprise.out().get(0));
        assertThat(document.get("message").textValue()).isEqualTo(HOSTILE);
        assertThat(document.get("history").get(0).get("by").textValue()).isEqualTo(HOSTILE);
    }

    @Test
    void should_print_a_line_for_each_reason_when_it_is_refused() {
        FakeDeployment deployment = new FakeDeployment(START).willReject(FakeDeployment.NEXT, HOSTILE, HOSTILE);
        var reprise = new CommandLineFixture().clock(deployment).connector(address -> deployment);

        reprise.run("submit", "--job", "j", "--asset-type", "a", "--to-version", "2");

        assertHarmless(reprise);
        // A rejection is cleaned when it is made; whoever forges one is cleaned when it is printed.
        assertThat(reprise.err()).hasSize(2).allMatch(line -> line.startsWith("refused: x?[2J??movie-v9"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jobs", "jobs --verbose"})
    void should_indent_what_could_pose_as_another_remark_when_a_server_answers_with_hostile_words(String line) {
        var reprise = new CommandLineFixture().connector(address -> {
            throw new FailedException(HOSTILE, new IllegalStateException(HOSTILE));
        });

        assertThat(reprise.run(line.split(" "))).isEqualTo(1);

        assertHarmless(reprise);
        assertThat(reprise.err().get(0)).isEqualTo("reprise jobs: x\\u001b[2J");
        assertThat(reprise.err().get(1)).startsWith("  movie-v9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bootstrap-servers", "--topics-prefix", HOSTILE})
    void should_repeat_an_argument_harmlessly_when_it_is_wrong(String option) {
        CommandLineFixture reprise = reprise(HARMLESS);

        assertThat(reprise.run("jobs", option, HOSTILE)).isEqualTo(2);

        assertHarmless(reprise);
    }

    private static void assertHarmless(CommandLineFixture reprise) {
        List<Integer> steering = reprise.printed()
                .codePoints()
                .filter(one -> one != '\n')
                .filter(one -> Character.isISOControl(one)
                        || Character.getType(one) == Character.FORMAT
                        || one == 0x2028
                        || one == 0x2029)
                .boxed()
                .toList();
        assertThat(steering).isEmpty();
    }
}
