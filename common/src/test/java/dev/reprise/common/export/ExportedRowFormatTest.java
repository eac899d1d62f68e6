package dev.reprise.common.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportedRowFormatTest {

    /** Of 2024-01-05T00:00:00Z. */
    private static final UUID ASSET = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");

    private static final ExportedRow ROW = new ExportedRow(
            new TableName("analytics", "movies"),
            "job-1",
            "movie",
            ASSET,
            2,
            1_700_000_000_000_001L,
            "{ \"a\" : 1.10, \"b\":\"\\u00e9\uD83C\uDFAC\" }");

    private static ExportedRow read(String text) {
        return ExportedRowFormat.read(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void should_print_a_row_in_one_form() {
        var small = new ExportedRow(new TableName("a", "b"), "j", "movie", ASSET, 1, 5, "{\"x\":1}");

        assertThat(ExportedRowFormat.text(small))
                .isEqualTo("{\"table\":\"a.b\",\"job\":\"j\",\"assetType\":\"movie\","
                        + "\"assetId\":\"5e738000-ab5d-11ee-8000-000000000001\",\"schemaVersion\":1,"
                        + "\"writtenAtMicros\":5,\"payload\":\"{\\\"x\\\":1}\"}");
    }

    @Test
    void should_keep_every_character_of_the_payload() {
        assertThat(read(ExportedRowFormat.text(ROW))).isEqualTo(ROW);
    }

    @Test
    void should_read_a_row_without_version_and_payload_and_skip_what_it_does_not_know() {
        var empty = new ExportedRow(new TableName("a", "b"), "j", "movie", ASSET, null, 0, null);

        assertThat(read(ExportedRowFormat.text(empty))).isEqualTo(empty);
        assertThat(read("{\"new\":{\"x\":[1]},\"payload\":null,\"schemaVersion\":null,\"assetId\":\"" + ASSET
                        + "\",\"assetType\":\"movie\",\"job\":\"j\",\"table\":\"a.b\"}"))
                .isEqualTo(empty);
        assertThat(empty.writtenAt()).isEmpty();
    }

    @Test
    void should_judge_a_row_in_the_same_way_when_the_payload_is_left_out() {
        ExportedRow row =
                ExportedRowFormat.readWithoutPayload(ExportedRowFormat.text(ROW).getBytes(StandardCharsets.UTF_8));

        assertThat(row)
                .isEqualTo(new ExportedRow(
                        ROW.table(), ROW.job(), ROW.assetType(), ROW.assetId(), 2, ROW.writtenAtMicros(), null));
    }

    @Test
    void should_know_the_times_of_a_row_when_its_id_is_based_on_time() {
        assertThat(ROW.createdAt()).contains(Instant.parse("2024-01-05T00:00:00Z"));
        assertThat(ROW.writtenAt()).contains(Instant.parse("2023-11-14T22:13:20.000001Z"));
        assertThat(new ExportedRow(ROW.table(), "j", "movie", new UUID(0x4000, 0), null, 0, null).createdAt())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "",
                "{",
                "{}",
                "{\"table\":\"a\",\"job\":\"j\",\"assetType\":\"t\",\"assetId\":\"5e738000-ab5d-11ee-8000-000000000001\"}",
                "{\"table\":\"a.b\",\"job\":\"j\",\"assetType\":\"t\",\"assetId\":\"secret\"}",
                "{\"table\":\"a.b\",\"schemaVersion\":\"secret\"}",
                "{\"table\":\"a.b\",\"payload\":{\"a\":1}}",
                "{\"table\":\"a.b\",\"payload\":\"secret\\x\"}"
            })
    void should_say_what_is_wrong_when_it_is_no_row(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the (record|field).*");
        assertThatThrownBy(() -> ExportedRowFormat.readWithoutPayload(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the (record|field).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", ".b", "a.b.c", "A.b", "1a.b", "a.b-c", "a.b;drop", "a .b"})
    void should_refuse_what_is_no_name_of_a_table(String text) {
        assertThatThrownBy(() -> TableName.of(text))
                .hasMessageStartingWith("must be the name of a table, namespace.table")
                .isInstanceOf(IllegalArgumentException.class);
    }
}
