package dev.reprise.common.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

    private static final Slice SLICE =
            new Slice("j", 2, Slice.Kind.VERIFY, "movie", "2024-03", null, null, new Pending.BelowVersion(3));

    static Stream<Arguments> totals() {
        return Stream.of(
                Arguments.of(
                        Progress.ofSlice(SLICE, 12, 5, true),
                        "{\"job\":\"j\",\"source\":\"slice/2/movie/2024-03\",\"round\":2,\"counts\":{\"emitted\":12,\"changed\":0,"
                                + "\"unchanged\":0,\"overtaken\":0,\"gone\":0,\"failed\":0},\"below\":5,"
                                + "\"done\":true}"),
                Arguments.of(
                        Progress.ofWorker("j", 3, new Counts(0, 1, 2, 3, 4, 5), 6),
                        "{\"job\":\"j\",\"source\":\"worker/3\",\"counts\":{\"emitted\":0,\"changed\":1,"
                                + "\"unchanged\":2,\"overtaken\":3,\"gone\":4,\"failed\":5},\"skipped\":6}"),
                Arguments.of(
                        Progress.ofWorker("j", 3, Counts.ZERO, 0).parking(new Progress.Parked(9, "other migrations")),
                        "{\"job\":\"j\",\"source\":\"worker/3\",\"counts\":{\"emitted\":0,\"changed\":0,"
                                + "\"unchanged\":0,\"overtaken\":0,\"gone\":0,\"failed\":0},"
                                + "\"parked\":{\"events\":9,\"refusal\":\"other migrations\"}}"),
                Arguments.of(
                        Progress.ofIndex("j", 0, 7),
                        "{\"job\":\"j\",\"source\":\"dead-letters/0\",\"counts\":{\"emitted\":0,\"changed\":0,"
                                + "\"unchanged\":0,\"overtaken\":0,\"gone\":0,\"failed\":0},\"indexed\":7}"));
    }

    @ParameterizedTest
    @MethodSource("totals")
    void should_print_the_pinned_form_when_totals_are_stored(Progress progress, String json) {
        // when
        String printed = new String(Json.bytes(progress), UTF_8);

        // then
        assertThat(printed).isEqualTo(json);
        assertThat(read(printed)).isEqualTo(progress);
        assertThat(read(printed.replace("{\"job\"", "{\"new\":{},\"job\""))).isEqualTo(progress);
        assertThat(progress.key()).isEqualTo("j/" + progress.source());
    }

    @Test
    void should_read_zeros_when_fields_are_absent() {
        // when
        Progress read = read("{\"job\":\"j\",\"source\":\"worker/3\"}");

        // then
        assertThat(read).isEqualTo(Progress.ofWorker("j", 3, Counts.ZERO, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"source\":\"s\"}", "{\"job\":\"j\"}", "null"})
    void should_not_read_totals_when_nobody_can_tell_whose_they_are(String json) {
        // when / then
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("not a Progress: ");
    }

    private static Progress read(String json) {
        return Json.read(json.getBytes(UTF_8), Progress.class);
    }
}
