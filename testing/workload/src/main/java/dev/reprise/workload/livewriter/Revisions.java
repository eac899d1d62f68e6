package dev.reprise.workload.livewriter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.wire.Json;
import dev.reprise.workload.sample.SampleAsset;
import dev.reprise.workload.sample.SampleType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * Changes that the old release of the service makes to an asset: more votes for a film, a note in the credit of
 * everything else. No two revisions have the same payload, so that each can be told in the table.
 *
 * <p>Threading: stateless.
 */
final class Revisions {

    private static final String VOTES = "IMDB Votes";

    private static final String CREDIT = "Credit";

    private Revisions() {}

    /**
     * Makes a payload of version 1.
     *
     * @param template the asset whose content is changed
     * @param revision number that no other revision of this writer has, at least 1
     */
    static VersionedPayload of(SampleAsset template, long revision) {
        ObjectNode payload = parse(template.payload());
        if (template.partition().assetType().equals(SampleType.MOVIE.word())) {
            payload.put(VOTES, payload.path(VOTES).asLong(0) + revision);
        } else {
            payload.put(CREDIT, payload.path(CREDIT).asText() + " Revision " + revision + ".");
        }
        try {
            return new VersionedPayload(template.schemaVersion(), Json.mapper().writeValueAsString(payload));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a tree has no JSON form", e);
        }
    }

    private static ObjectNode parse(ByteBuffer payload) {
        try {
            return (ObjectNode) Json.mapper()
                    .readTree(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
        } catch (IOException e) {
            throw new UncheckedIOException("a payload of the sample is not JSON", e);
        }
    }
}
