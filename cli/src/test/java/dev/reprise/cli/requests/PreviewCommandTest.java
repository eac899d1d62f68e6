package dev.reprise.cli.requests;

import static dev.reprise.cli.jobs.JobFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewCommandTest {

    private static final String POSTED =
            """
            {"type":"submit","job":"look","selector":{"assetType":"movie","sample":20},\
            "processor":{"name":"migrate","toVersion":2},"requestedBy":"ana","mode":"preview"}""";

    private final FakeDeployment deployment = new FakeDeployment(START);
    private final CommandLineFixture reprise;

    PreviewCommandTest(@TempDir Path folder) {
        this.reprise = new CommandLineFixture()
                .clock(deployment)
                .connector(address -> deployment)
                .variable("USER", "ana");
    }

    private static AssetEvent event(int number) {
        return new AssetEvent("look", "movie", "2024-03", new UUID(0x5a2b_3c4d_e5f6_11eeL, number));
    }

    private static JsonNode tree(String json) {
        try {
            return Json.mapper().readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Job job(JobStatus state, Counts counts) throws RefusedRequestException {
        var request = (Request.Submit) new RequestParser(() -> "look").parse(POSTED.getBytes(StandardCharsets.UTF_8));
        return new Job(
                "look",
                state,
                request,
                new Job.Slices(1, 0),
                counts,
                1,
                null,
                START,
                START.plusSeconds(3),
                state.isFinal() ? START.plusSeconds(3) : null,
                null,
                new Pinned(request.processor(), Map.of(), Map.of()),
                1);
    }

    private void findings() throws RefusedRequestException {
        deployment
                .willPublish(
                        job(JobStatus.PLANNING, Counts.ZERO),
                        job(JobStatus.COMPLETED_WITH_FAILURES, new Counts(4, 1, 1, 0, 0, 2)))
                .previews(
                        Preview.of(
                                event(1),
                                new Preview.Change(
                                        1,
                                        2,
                                        14,
                                        1018,
                                        tree("[]"),
                                        tree("{\"Title\":\"Up\",\"cast\":[\"a\"]}"),
                                        tree("{\"titles\":[\"U\\u001bp\"],\"cast\":[\"b\"]}"),
                                        "the patch is cut")),
                        Preview.of(event(2), Outcome.UNCHANGED),
                        Preview.of(event(3), Failure.of(Stage.MIGRATE, "MigrationFailed", "title is missing")),
                        Preview.of(event(4), Failure.of(Stage.MIGRATE, "MigrationFailed", "title is missing")));
    }

    private int preview(String... more) {
        String[] arguments = {"preview", "--job", "look", "--asset-type", "movie", "--to-version", "2"};
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return reprise.run(all);
    }

    @Test
    void should_show_changes_and_sums_when_the_preview_is_over() throws RefusedRequestException {
        findings();

        assertThat(preview()).isEqualTo(3);

        assertThat(deployment.posted()).containsExactly("look " + POSTED);
        assertThat(reprise.out())
                .containsExactly(
                        "look: PLANNING, 0 events",
                        "movie 5a2b3c4d-e5f6-11ee-0000-000000000001: version 1 to 2, 14 to 1,018 bytes",
                        "  - Title: \"Up\"",
                        "  - cast: [\"a\"]",
                        "  + cast: [\"b\"]",
                        "  + titles: [\"U\\u001Bp\"]",
                        "  (the patch is cut)",
                        "would change    1",
                        "unchanged       1",
                        "gone            0",
                        "would fail      2",
                        "largest growth  +1,004 bytes, asset 5a2b3c4d-e5f6-11ee-0000-000000000001",
                        "Would fail, by cause",
                        "  2  "
                                + Failure.of(Stage.MIGRATE, "MigrationFailed", "title is missing")
                                        .fingerprint()
                                + "  migrate  MigrationFailed: title is missing  first"
                                + " 5a2b3c4d-e5f6-11ee-0000-000000000003",
                        "Nothing was written.",
                        "look: COMPLETED_WITH_FAILURES after 3 s, 4 events = 1 migrated + 1 unchanged + 0 overtaken"
                                + " + 0 gone + 2 failed");
    }

    @Test
    void should_print_one_document_when_a_program_reads_it() throws RefusedRequestException {
        findings();

        assertThat(preview("--json", "--show", "0")).isEqualTo(3);

        assertThat(reprise.out()).hasSize(1);
        JsonNode document = tree(reprise.out().get(0));
        assertThat(document.path("job").path("job").asText()).isEqualTo("look");
        assertThat(document.path("totals"))
                .isEqualTo(
                        tree(
                                "{\"wouldChange\":1,\"unchanged\":1,\"gone\":0,\"wouldFail\":2,\"largestGrowth\":{\"bytes\":1004,\"assetId\":\"5a2b3c4d-e5f6-11ee-0000-000000000001\"}}"));
        assertThat(document.path("failures").path(0).path("count").asInt()).isEqualTo(2);
        assertThat(document.path("samples")).isEmpty();
    }

    @Test
    void should_say_so_when_previews_are_missing() throws RefusedRequestException {
        deployment.willPublish(
                job(JobStatus.PLANNING, Counts.ZERO), job(JobStatus.COMPLETED, new Counts(4, 4, 0, 0, 0, 0)));

        assertThat(preview()).isZero();

        assertThat(reprise.err()).containsExactly("0 of 4 previews could be read");
    }

    @Test
    void should_look_at_everything_when_told_so() {
        deployment.willReject(FakeDeployment.NEXT, "no such type");

        assertThat(preview("--all")).isEqualTo(1);

        assertThat(deployment.posted()).singleElement().asString().doesNotContain("sample");
        assertThat(reprise.err()).containsExactly("refused: no such type");
    }
}
