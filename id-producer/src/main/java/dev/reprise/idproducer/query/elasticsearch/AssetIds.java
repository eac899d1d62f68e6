package dev.reprise.idproducer.query.elasticsearch;

import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads asset ids as they stand in documents. */
final class AssetIds {

    private static final Logger LOG = LoggerFactory.getLogger(AssetIds.class);

    private static final int TEXT_LOGGED_MAX = 80;

    private AssetIds() {}

    /**
     * Reads an id. What is no time-based one is no asset, for Cassandra's column cannot hold it; it is named in the log. An
     * id in any other form than the usual one counts as that: it would stand at another place of the order.
     */
    static Optional<UUID> read(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.version() == 1 && id.toString().equals(text)) {
                return Optional.of(id);
            }
        } catch (IllegalArgumentException noUuid) {
            LOG.debug("event=asset-id-unreadable", noUuid);
        }
        LOG.warn(
                "event=document-left-out reason=\"no time-based UUID in lower case\" assetId=\"{}\"",
                text.substring(0, Math.min(TEXT_LOGGED_MAX, text.length())).replaceAll("\\p{Cntrl}", "?"));
        return Optional.empty();
    }
}
