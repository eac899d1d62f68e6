package dev.reprise.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Preview;
import dev.reprise.common.export.ExportedRow;
import dev.reprise.common.export.ExportedRowFormat;
import dev.reprise.common.export.TableName;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.topic.Topics;
import dev.reprise.processor.Applied;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Message;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Work;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportProcessorTest {

    private static final UUID ASSET = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");

    private static final int BYTES_OF_ALL_BUT_THE_PAYLOAD = 250;

    private final ExportProcessor export = new ExportProcessor(new Topics("eu-"));

    private Resolution resolve(Map<String, JsonNode> parameters) {
        return export.resolve(new ProcessorSpec("export", parameters), AssetTypes.EVERY, new Circumstances() {});
    }

    private Pinned pinned() {
        Resolution resolution = resolve(Map.of("table", TextNode.valueOf("analytics.movies")));
        assertThat(resolution.problems()).isEmpty();
        return ((Resolution.Accepted) resolution).pinned();
    }

    private static Asset row(byte @Nullable [] payload) {
        return new Asset(ASSET, 3, payload == null ? null : ByteBuffer.wrap(payload), 77, null, "job-0");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Decision<Message> decide(byte @Nullable [] payload) {
        var work = new Work("job-1", "movie", pinned(), Instant.parse("2026-05-05T11:00:00Z"), 10_000_000);
        return export.decide(work, row(payload), step -> {});
    }

    private Message message(byte @Nullable [] payload) {
        assertThat(decide(payload)).isInstanceOf(Decision.Apply.class);
        return ((Decision.Apply<Message>) decide(payload)).effect();
    }

    private Failure failure(byte[] payload) {
        assertThat(decide(payload)).isInstanceOf(Decision.Failed.class);
        return ((Decision.Failed<Message>) decide(payload)).failure();
    }

    private List<Applied> applied(boolean can) {
        SinkContext context = new SinkContext() {
            @Override
            public Sink<FencedWrite> rows() {
                throw new AssertionError("no row is written");
            }

            @Override
            public CompletionStage<Boolean> canSendTo(String topic) {
                assertThat(topic).isEqualTo("eu-reprise-export");
                return CompletableFuture.completedFuture(can);
            }
        };
        return export.sink(context)
                .apply(new AssetPartition("movie", "2024-01"), List.of(message(null)), 0, new Cancellation())
                .toCompletableFuture()
                .join();
    }

    @Test
    void should_take_every_type_and_look_for_nothing_afterwards() {
        assertThat(pinned().of("whatever")).contains(new Pending.Nothing());
        assertThat(pinned().isSeenInRows()).isFalse();
        assertThat(export.waitsForSettledRows()).isFalse();
        assertThat(export.subject(pinned(), "movie")).isEqualTo("movie to table analytics.movies");
    }

    @Test
    void should_name_every_mistake_of_a_request() {
        assertThat(resolve(Map.of()).problems())
                .containsExactly("'processor.table' is missing; it is the name of a table, namespace.table");
        assertThat(resolve(Map.of("table", IntNode.valueOf(7), "tabel", TextNode.valueOf("x")))
                        .problems())
                .containsExactly(
                        "unknown field 'processor.tabel' (known to export: table)",
                        "'processor.table' must be the name of a table, namespace.table, each 1 to 64 of a-z 0-9 _ that"
                                + " begin with a letter, not 7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"movies", "a.b.c", "a.B", "reprise.rejected_rows"})
    void should_refuse_what_is_no_table_of_a_job(String table) {
        assertThat(resolve(Map.of("table", TextNode.valueOf(table))).problems())
                .singleElement()
                .asString()
                .startsWith("'processor.table' must ");
    }

    @Test
    void should_send_the_row_as_it_is_and_the_same_bytes_in_a_replay() {
        byte[] payload = utf8("{ \"price\" : 1.10, \"title\":\"\u00e9\" }");

        Message message = message(payload);

        assertThat(message).isEqualTo(message(payload));
        assertThat(message.topic()).isEqualTo("eu-reprise-export");
        assertThat(message.key()).isEqualTo(ASSET.toString());
        assertThat(ExportedRowFormat.read(utf8(message.value())))
                .isEqualTo(new ExportedRow(
                        new TableName("analytics", "movies"),
                        "job-1",
                        "movie",
                        ASSET,
                        3,
                        77,
                        new String(payload, StandardCharsets.UTF_8)));
    }

    @Test
    void should_send_a_row_that_has_no_payload_or_one_that_is_no_json() {
        assertThat(ExportedRowFormat.read(utf8(message(null).value())).payload())
                .isNull();
        assertThat(ExportedRowFormat.read(utf8(message(utf8("{not json")).value()))
                        .payload())
                .isEqualTo("{not json");
    }

    @Test
    void should_fail_when_the_payload_is_no_text_or_too_large_for_a_record() {
        byte[] tooLarge = utf8("x".repeat(Topics.RECORD_BYTES_MAX));
        byte[] largest = utf8("x".repeat(Topics.RECORD_BYTES_MAX - BYTES_OF_ALL_BUT_THE_PAYLOAD));

        assertThat(failure(new byte[] {'"', (byte) 0xC3, '"'}).cause()).isEqualTo("MalformedPayload");
        assertThat(failure(tooLarge).cause()).isEqualTo("RowTooLarge");
        assertThat(message(largest).value()).hasSizeGreaterThan(largest.length);
    }

    @Test
    void should_send_when_the_topic_is_there_and_refuse_the_job_when_not() {
        assertThat(applied(true)).containsExactly(new Applied.Sent(message(null)));
        assertThat(applied(false))
                .containsExactly(new Applied.Refused(
                        "finds no topic 'eu-reprise-export' that it may write to; start an iceberg-writer,"
                                + " which creates it, or create it or allow it, then resume the job"));
    }

    @Test
    void should_show_the_table_and_no_change_of_the_row_in_a_preview() {
        Preview.Change change = export.describe(row(utf8("{}")), message(utf8("{}")));

        assertThat(change.patch()).isEmpty();
        assertThat(change.after().path("table").textValue()).isEqualTo("analytics.movies");
        assertThat(change.note()).contains("the row stays as it is");
    }
}
