package dev.reprise.common.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The record that everybody reads: its fields stand in the order of the contract. */
class JobFormatTest {

    private static final String REQUEST = "{\"type\":\"submit\",\"job\":\"j\",\"selector\":{\"assetType\":[\"movie\"]},"
            + "\"processor\":{\"name\":\"migrate\",\"toVersion\":\"latest\"},\"mode\":\"run\","
            + "\"limits\":{\"eventsPerSecond\":500},\"outcomes\":false}";

    private static final String RUNNING = "{\"job\":\"j\",\"state\":\"RUNNING\",\"request\":" + REQUEST
            + ",\"slices\":{\"planned\":7,\"done\":3},"
            + "\"counts\":{\"emitted\":21,\"changed\":1,\"unchanged\":2,\"overtaken\":3,\"gone\":4,\"failed\":5},"
            + "\"round\":1,\"startedAt\":\"2024-01-01T00:00:00Z\",\"updatedAt\":\"2024-01-01T00:00:01.500Z\","
            + "\"pinned\":{\"processor\":{\"name\":\"migrate\",\"toVersion\":2},"
            + "\"checksums\":{\"movie/V2\":\"aa\",\"song/V2\":\"bb\"},"
            + "\"pending\":{\"movie\":{\"kind\":\"below-version\",\"version\":2},"
            + "\"song\":{\"kind\":\"still-there\"}},\"fence\":1},\"emitters\":4}";

    private static final String ENDED = RUNNING.replace("RUNNING", "COMPLETED_WITH_FAILURES")
            .replace("\"round\":1,", "\"round\":2,\"unmigrated\":0,")
            .replace("\"pinned\":", "\"endedAt\":\"2024-01-01T00:01:00Z\",\"message\":\"5 failed\",\"pinned\":");

    @Test
    void should_print_the_pinned_form_when_a_job_is_stored() {
        // when / then
        assertThat(print(job(JobStatus.RUNNING, 1, null, null, null))).isEqualTo(RUNNING);
        assertThat(print(ended())).isEqualTo(ENDED);
    }

    @Test
    void should_read_an_equal_job_when_the_stored_form_is_read() {
        // when / then
        assertThat(read(RUNNING)).isEqualTo(job(JobStatus.RUNNING, 1, null, null, null));
        assertThat(read(ENDED)).isEqualTo(ended());
    }

    @Test
    void should_skip_fields_of_a_newer_version_when_a_job_is_read() {
        // given
        String newer = RUNNING.replace("{\"planned\"", "{\"waiting\":1,\"planned\"")
                .replace("{\"emitted\"", "{\"undone\":1,\"emitted\"")
                .replace("\"round\"", "\"owner\":{\"a\":[1]},\"round\"");

        // when / then
        assertThat(read(newer)).isEqualTo(read(RUNNING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "state", "request", "slices", "counts", "startedAt", "updatedAt", "pinned"})
    void should_not_read_a_job_when_something_it_promises_is_missing(String field) {
        // given
        int at = RUNNING.indexOf('"' + field + '"');
        String json = RUNNING.substring(0, at) + "\"other\"" + RUNNING.substring(at + field.length() + 2);

        // when / then
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("not a Job: ");
    }

    @Test
    void should_read_no_checksums_when_an_older_version_wrote_none() {
        // when
        Job read = read(RUNNING.replace("checksums", "sums"));

        // then
        assertThat(read.pinned().checksums()).isEmpty();
    }

    @Test
    void should_follow_the_request_when_its_rate_is_throttled() {
        // when / then
        assertThat(read(RUNNING).eventsPerSecond()).isEqualTo(500);
        assertThat(read(RUNNING.replace("\"eventsPerSecond\":500", "")).eventsPerSecond())
                .isNull();
    }

    @ParameterizedTest
    @EnumSource(JobStatus.class)
    void should_print_the_state_in_capitals_when_it_is_any(JobStatus state) {
        // when / then
        assertThat(print(state)).isEqualTo('"' + state.name() + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "PLANNING, false, false",
        "RUNNING, false, true",
        "PAUSED, false, false",
        "VERIFYING, false, true",
        "COMPLETED, true, false",
        "COMPLETED_WITH_FAILURES, true, false",
        "CANCELLED, true, false",
        "FAILED, true, false"
    })
    void should_tell_what_a_state_means_when_asked(JobStatus state, boolean isFinal, boolean emits) {
        // when / then
        assertThat(state.isFinal()).isEqualTo(isFinal);
        assertThat(state.emits()).isEqualTo(emits);
    }

    @Test
    void should_tell_the_stricter_rate_to_the_emitters_when_a_job_is_held_for_productions_sake() {
        Job job = job(JobStatus.RUNNING, 1, null, null, null);

        assertThat(print(job)).doesNotContain("heldTo");
        assertThat(JobBrief.of(job).openTerms().share()).isEqualTo(500 / 4.0);
        Job held = read(print(job.heldTo(100)));
        assertThat(held).isEqualTo(job.heldTo(100));
        assertThat(JobBrief.of(held).openTerms().share()).isEqualTo(100 / 4.0);
        assertThat(JobBrief.of(job.heldTo(0)).openTerms().share()).isZero();
        assertThat(JobBrief.of(job.heldTo(9_000)).openTerms().share()).isEqualTo(500 / 4.0);
    }

    private static Job ended() {
        return job(JobStatus.COMPLETED_WITH_FAILURES, 2, 0L, Instant.parse("2024-01-01T00:01:00Z"), "5 failed");
    }

    private static Job job(
            JobStatus state,
            int round,
            @Nullable Long unmigrated,
            @Nullable Instant endedAt,
            @Nullable String message) {
        return new Job(
                "j",
                state,
                new Request.Submit(
                        "j",
                        new Selector.ByType(List.of("movie"), null, null, null),
                        new ProcessorSpec("migrate", Map.of("toVersion", TextNode.valueOf("latest"))),
                        Mode.RUN,
                        new Limits(500, null, null),
                        false,
                        null,
                        null),
                new Job.Slices(7, 3),
                new Counts(21, 1, 2, 3, 4, 5),
                round,
                unmigrated,
                Instant.parse("2024-01-01T00:00:00Z"),
                Instant.parse("2024-01-01T00:00:01.5Z"),
                endedAt,
                message,
                new Pinned(
                        new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2))),
                        Map.of("song/V2", "bb", "movie/V2", "aa"),
                        Map.of("song", new Pending.StillThere(), "movie", new Pending.BelowVersion(2))),
                4);
    }

    private static Job read(String json) {
        return Json.read(json.getBytes(UTF_8), Job.class);
    }

    private static String print(Object value) {
        return new String(Json.bytes(value), UTF_8);
    }
}
