package dev.reprise.common.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON form of a row in {@code reprise-export}: {@code {"table":…,"job":…,"assetType":…,"assetId":…,"schemaVersion":…,
 * "writtenAtMicros":…,"payload":…}}. The payload is a text, so that not a byte of it changes on the way. Written and read
 * as a stream: this runs once for each row in both services.
 *
 * <p>Threading: stateless, safe for any number of threads.
 */
public final class ExportedRowFormat {

    private static final int TYPICAL_CHARS = 512;

    private static final JsonFactory FACTORY = Json.mapper().getFactory();

    private ExportedRowFormat() {}

    /** Prints a row. */
    public static String text(ExportedRow row) {
        var text = new StringWriter(TYPICAL_CHARS);
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("table", row.table().toString());
            json.writeStringField("job", row.job());
            json.writeStringField("assetType", row.assetType());
            json.writeStringField("assetId", row.assetId().toString());
            if (row.schemaVersion() != null) {
                json.writeNumberField("schemaVersion", row.schemaVersion());
            }
            json.writeNumberField("writtenAtMicros", row.writtenAtMicros());
            if (row.payload() != null) {
                json.writeStringField("payload", row.payload());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }

    /**
     * Reads a row; fields it does not know are skipped, fields may come in any order.
     *
     * @throws IllegalArgumentException if the bytes are no row, naming what is wrong, without values of the row
     */
    public static ExportedRow read(byte @Nullable [] utf8) {
        return read(utf8, true);
    }

    /**
     * Reads and checks a row as {@link #read} does, and leaves the payload out, which costs most of the time.
     *
     * @throws IllegalArgumentException if the bytes are no row
     */
    public static ExportedRow readWithoutPayload(byte @Nullable [] utf8) {
        return read(utf8, false);
    }

    private static ExportedRow read(byte @Nullable [] utf8, boolean withPayload) {
        if (utf8 == null) {
            throw new IllegalArgumentException("the record has no value");
        }
        try (JsonParser json = FACTORY.createParser(utf8)) {
            var fields = new Fields(withPayload);
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("the record is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.take(name, json);
            }
            return fields.row();
        } catch (IOException e) {
            throw new IllegalArgumentException("the record is no JSON: " + Json.firstLine(e), e);
        }
    }

    /** What is read so far. */
    private static final class Fields {
        private @Nullable String table;
        private @Nullable String job;
        private @Nullable String assetType;
        private @Nullable String assetId;
        private @Nullable Integer schemaVersion;
        private long writtenAtMicros;
        private @Nullable String payload;
        private final boolean withPayload;

        private Fields(boolean withPayload) {
            this.withPayload = withPayload;
        }

        private void take(String name, JsonParser json) throws IOException {
            switch (name) {
                case "table" -> table = json.getValueAsString();
                case "job" -> job = json.getValueAsString();
                case "assetType" -> assetType = json.getValueAsString();
                case "assetId" -> assetId = json.getValueAsString();
                case "schemaVersion" ->
                    schemaVersion = json.currentToken() == JsonToken.VALUE_NULL ? null : json.getIntValue();
                case "writtenAtMicros" -> writtenAtMicros = json.getLongValue();
                case "payload" -> takePayload(json);
                default -> json.skipChildren();
            }
        }

        private void takePayload(JsonParser json) throws IOException {
            if (json.currentToken().isStructStart()) {
                throw new IllegalArgumentException("the field 'payload' is no text");
            }
            if (withPayload) {
                payload = json.getValueAsString();
            }
        }

        private ExportedRow row() {
            return new ExportedRow(
                    table(),
                    present("job", job),
                    present("assetType", assetType),
                    id(),
                    schemaVersion,
                    writtenAtMicros,
                    payload);
        }

        private TableName table() {
            try {
                return TableName.of(present("table", table));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the field 'table' " + e.getMessage(), e);
            }
        }

        private UUID id() {
            try {
                return UUID.fromString(present("assetId", assetId));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the field 'assetId' is no UUID", e);
            }
        }

        private static String present(String name, @Nullable String value) {
            if (value == null) {
                throw new IllegalArgumentException("the field '" + name + "' is missing");
            }
            return value;
        }
    }
}
