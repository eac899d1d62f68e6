package dev.reprise.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.export.ExportedRow;
import dev.reprise.common.export.ExportedRowFormat;
import dev.reprise.common.export.TableName;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.topic.Topics;
import dev.reprise.processor.Applied;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Message;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The processor {@code export {table}}: sends each row as it is to the topic {@code reprise-export}, exactly once for whoever
 * reads committed records. {@code iceberg-writer} makes the table of it.
 *
 * <p>Threading: immutable.
 */
final class ExportProcessor implements AssetProcessor<Message> {

    static final String NAME = "export";

    private static final String TABLE = "table";

    private final Topics topics;

    /** Creates the processor. */
    ExportProcessor(Topics topics) {
        this.topics = topics;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
        List<String> problems = new ArrayList<>(requested.unknownParameters(TABLE));
        JsonNode table = requested.parameters().get(TABLE);
        if (table == null) {
            problems.add("'processor.table' is missing; it is the name of a table, namespace.table");
        } else {
            problem(table).ifPresent(problems::add);
        }
        // The rows do not show that they were exported.
        Map<String, Pending> pending = Map.of(Pinned.EVERY_TYPE, new Pending.Nothing());
        return problems.isEmpty()
                ? new Resolution.Accepted(new Pinned(requested, Map.of(), pending))
                : new Resolution.Refused(problems);
    }

    private static Optional<String> problem(JsonNode table) {
        try {
            TableName name = TableName.of(table.isTextual() ? table.textValue() : "");
            return name.namespace().equals(TableName.RESERVED)
                    ? Optional.of("'processor.table' must not be in the namespace " + TableName.RESERVED
                            + ", which iceberg-writer has for itself")
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("'processor.table' " + e.getMessage() + ", not " + Reasons.quoted(table.toString()));
        }
    }

    @Override
    public String subject(Pinned pinned, String assetType) {
        return assetType + " to table " + table(pinned);
    }

    @Override
    public boolean waitsForSettledRows() {
        return false;
    }

    @Override
    public Decision<Message> decide(Work work, Asset row, Consumer<Step> at) {
        String payload;
        try {
            payload = text(row.payload());
        } catch (CharacterCodingException e) {
            return new Decision.Failed<>(Failure.of(Stage.READ, "MalformedPayload", "the payload is not UTF-8 text"));
        }
        var exported = new ExportedRow(
                table(work.pinned()),
                work.job(),
                work.assetType(),
                row.assetId(),
                row.schemaVersion(),
                row.writtenAtMicros(),
                payload);
        String key = row.assetId().toString();
        String value = ExportedRowFormat.text(exported);
        return fits(key, value)
                ? new Decision.Apply<>(new Message(topics.export(), key, value, Map.of()))
                : new Decision.Failed<>(Failure.of(
                        Stage.WRITE,
                        "RowTooLarge",
                        "the row has more bytes than a record may have, " + Topics.RECORD_BYTES_MAX));
    }

    private static @Nullable String text(@Nullable ByteBuffer payload) throws CharacterCodingException {
        return payload == null
                ? null
                : StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(payload.duplicate())
                        .toString();
    }

    private static boolean fits(String key, String value) {
        // No character has more than three bytes for each char of a String.
        return 3L * value.length() + key.length() <= Topics.RECORD_BYTES_MAX
                || value.getBytes(StandardCharsets.UTF_8).length + key.length() <= Topics.RECORD_BYTES_MAX;
    }

    @Override
    public Preview.Change describe(Asset row, Message message) {
        int version = row.schemaVersion() == null ? 0 : row.schemaVersion();
        int bytes = row.payload() == null ? 0 : row.payload().remaining();
        JsonNodeFactory json = JsonNodeFactory.instance;
        TableName table = ExportedRowFormat.read(message.value().getBytes(StandardCharsets.UTF_8))
                .table();
        return new Preview.Change(
                version,
                version,
                bytes,
                bytes,
                json.arrayNode(),
                json.objectNode(),
                json.objectNode().put(TABLE, table.toString()),
                "the row stays as it is; a copy of it is appended to the table " + table);
    }

    @Override
    public Sink<Message> sink(SinkContext context) {
        String topic = topics.export();
        return (partition, messages, readAtNanos, cancellation) -> context.canSendTo(topic)
                .thenApply(can -> messages.stream()
                        .map(message -> can ? new Applied.Sent(message) : missing(topic))
                        .toList());
    }

    private static Applied missing(String topic) {
        return new Applied.Refused("finds no topic '" + topic + "' that it may write to; start an iceberg-writer, which"
                + " creates it, or create it or allow it, then resume the job");
    }

    private static TableName table(Pinned pinned) {
        return TableName.of(
                Objects.requireNonNull(pinned.processor().parameters().get(TABLE))
                        .textValue());
    }
}
