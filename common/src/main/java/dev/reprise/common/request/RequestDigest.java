package dev.reprise.common.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reprise.common.wire.CanonicalJson;
import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The digest of a submitted request, by which a repeated one is told from another one when the request itself is kept no
 * more: SHA-256 of its JSON with fields in order and each number in one form.
 *
 * <p>Threading: stateless.
 */
public final class RequestDigest {

    private static final JsonMapper SORTED = Json.mapper()
            .rebuild()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build();

    private RequestDigest() {}

    /** Returns the digest of a request, 43 characters. */
    public static String of(Request.Submit request) {
        return ofTree(request);
    }

    /** Returns the digest of a selection, 43 characters: the same for requests about the same assets. */
    public static String of(Selector selector) {
        return ofTree(selector);
    }

    private static String ofTree(Object said) {
        try {
            JsonNode canonical = CanonicalJson.of(SORTED.valueToTree(said));
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(SORTED.writeValueAsBytes(canonical));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a request has no JSON form", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
