package dev.reprise.idproducer.jobs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestDigest;
import java.io.IOException;

/** Reads the digest of a submitted request, or the request itself where an older release has stored that. */
final class DigestReader extends StdDeserializer<String> {

    private static final long serialVersionUID = 1;

    DigestReader() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? json.getText()
                : RequestDigest.of(context.readValue(json, Request.Submit.class));
    }
}
