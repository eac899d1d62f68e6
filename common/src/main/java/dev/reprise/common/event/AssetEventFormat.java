package dev.reprise.common.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.reprise.common.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * JSON form of an event: {@code {"job":…,"assetType":…,"bucket":…,"assetId":…}} in that order.
 * Written and read as a stream, without a tree: this runs once per asset in both services.
 *
 * <p>Threading: stateless, safe for any number of threads.
 */
public final class AssetEventFormat {

    /** Bytes of a typical event; the buffer grows when names are longer. */
    private static final int TYPICAL_BYTES = 160;

    private static final int UUID_LENGTH = 36;

    private static final String NO_TIME_BASED_UUID = "an event has an 'assetId' that is no time-based UUID";

    private static final JsonFactory FACTORY = Json.mapper().getFactory();

    private AssetEventFormat() {}

    /** Prints an event as UTF-8 JSON. */
    public static byte[] bytes(AssetEvent event) {
        var bytes = new ByteArrayOutputStream(TYPICAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("job", event.job());
            json.writeStringField("assetType", event.assetType());
            json.writeStringField("bucket", event.bucket());
            json.writeStringField("assetId", event.assetId().toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads an event; fields it does not know are skipped, fields may come in any order.
     *
     * @throws IllegalArgumentException if the bytes are no event, naming what is wrong; an id that no {@code timeuuid} can
     *     be counts as that, since it would fail the whole group of rows that is read with it
     */
    public static AssetEvent read(byte @Nullable [] utf8) {
        if (utf8 == null) {
            throw new IllegalArgumentException("an event has no value");
        }
        try (JsonParser json = FACTORY.createParser(utf8)) {
            return read(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("an event is not JSON: " + Json.firstLine(e), e);
        }
    }

    private static AssetEvent read(JsonParser json) throws IOException {
        String job = null;
        String assetType = null;
        String bucket = null;
        String assetId = null;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("an event is not a JSON object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "job" -> job = text("job", json);
                case "assetType" -> assetType = text("assetType", json);
                case "bucket" -> bucket = text("bucket", json);
                case "assetId" -> assetId = text("assetId", json);
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new IllegalArgumentException("an event has something behind its end");
        }
        return new AssetEvent(
                present("job", job),
                present("assetType", assetType),
                present("bucket", bucket),
                timeBased(present("assetId", assetId)));
    }

    /** Returns the text of a field; what holds no text must not be stepped into, or its fields would pass for ours. */
    private static String text(String field, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new IllegalArgumentException("an event has no text in '" + field + "'");
        }
        return json.getText();
    }

    private static UUID timeBased(String assetId) {
        try {
            UUID id = UUID.fromString(assetId);
            if (assetId.length() == UUID_LENGTH && id.version() == 1) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(NO_TIME_BASED_UUID, e);
        }
        throw new IllegalArgumentException(NO_TIME_BASED_UUID);
    }

    private static String present(String field, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("an event lacks '" + field + "'");
        }
        return value;
    }
}
