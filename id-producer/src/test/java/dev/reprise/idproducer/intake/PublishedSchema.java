package dev.reprise.idproducer.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The schema of a request that the documents publish.
 *
 * <p>Threading: one thread.
 */
public final class PublishedSchema {

    private final JsonSchema schema;

    /** Reads it. */
    public PublishedSchema() {
        try {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("..", "docs", "request.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether it allows a request, which is JSON. */
    public boolean allows(byte[] request) {
        return schema.validate(Json.read(request, JsonNode.class)).isEmpty();
    }
}
