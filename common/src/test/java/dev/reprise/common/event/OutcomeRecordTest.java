package dev.reprise.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeRecordTest {

    private static final AssetEvent EVENT =
            new AssetEvent("j", "movie", "2024-03", UUID.fromString("5c2a0000-0000-11ee-8080-808080808080"));

    private static final String CHANGED = "{\"job\":\"j\",\"assetType\":\"movie\",\"bucket\":\"2024-03\","
            + "\"assetId\":\"5c2a0000-0000-11ee-8080-808080808080\",\"round\":2,\"outcome\":\"changed\"}";

    @ParameterizedTest
    @CsvSource({"CHANGED, changed", "UNCHANGED, unchanged", "OVERTAKEN, overtaken", "GONE, gone", "FAILED, failed"})
    void should_print_the_pinned_form_when_an_outcome_is_recorded(Outcome outcome, String word) {
        // given
        OutcomeRecord line = OutcomeRecord.of(EVENT, 2, outcome);

        // when
        String printed = new String(Json.bytes(line), UTF_8);

        // then
        assertThat(printed).isEqualTo(CHANGED.replace("\"changed\"", '"' + word + '"'));
        assertThat(read(printed)).isEqualTo(line);
    }

    @Test
    void should_skip_fields_of_a_newer_version_when_a_line_is_read() {
        // when / then
        assertThat(read(CHANGED.replace("{", "{\"new\":null,"))).isEqualTo(read(CHANGED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"job", "assetType", "bucket", "assetId", "round", "outcome"})
    void should_not_read_a_line_when_something_it_promises_is_missing(String field) {
        // when / then
        assertThatThrownBy(() -> read(CHANGED.replace('"' + field + '"', "\"other\"")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("not a OutcomeRecord: ");
    }

    private static OutcomeRecord read(String json) {
        return Json.read(json.getBytes(UTF_8), OutcomeRecord.class);
    }
}
