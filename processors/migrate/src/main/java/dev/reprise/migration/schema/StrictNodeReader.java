package dev.reprise.migration.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.serialization.JsonNodeReader;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Lets the library read the files that a schema refers to as the schema itself is read. Stateless. */
final class StrictNodeReader implements JsonNodeReader {

    @Override
    public JsonNode readTree(String content, InputFormat format) throws IOException {
        try {
            return StrictJson.read(content);
        } catch (InvalidJsonException e) {
            throw new IOException(e.reason(), e);
        }
    }

    @Override
    public JsonNode readTree(InputStream content, InputFormat format) throws IOException {
        try {
            return StrictJson.read(ByteBuffer.wrap(content.readAllBytes()));
        } catch (InvalidJsonException e) {
            throw new IOException(e.reason(), e);
        }
    }
}
