package dev.reprise.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.reprise.migration.MigrationCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The change of one payload, as every baseline makes it: parse, map, print.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class Mapping {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final MigrationCatalog catalog;

    /** Maps by these migrations. */
    public Mapping(MigrationCatalog catalog) {
        this.catalog = catalog;
    }

    /** Returns the new payload. */
    public ByteBuffer apply(Workload workload, ByteBuffer payload) {
        try {
            var before =
                    MAPPER.readTree(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
            var after = catalog.chain(workload.assetType(), workload.fromVersion(), workload.toVersion())
                    .apply(before);
            return ByteBuffer.wrap(MAPPER.writeValueAsBytes(after));
        } catch (IOException e) {
            throw new UncheckedIOException("a payload of the benchmark is no JSON", e);
        }
    }
}
