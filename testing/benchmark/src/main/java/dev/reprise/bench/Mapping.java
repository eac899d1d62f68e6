package dev.reprise.bench;

import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import java.nio.ByteBuffer;

/**
 * The change of one payload, as every baseline makes it: parse, map, print.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class Mapping {

    private final MigrationCatalog catalog;

    /** Maps by these migrations. */
    public Mapping(MigrationCatalog catalog) {
        this.catalog = catalog;
    }

    /** Returns the new payload. */
    public ByteBuffer apply(Workload workload, ByteBuffer payload) {
        try {
            var before = StrictJson.read(payload);
            var after = catalog.chain(workload.assetType(), workload.fromVersion(), workload.toVersion())
                    .apply(before);
            return ByteBuffer.wrap(StrictJson.bytes(after));
        } catch (InvalidJsonException e) {
            throw new IllegalStateException("a payload of the benchmark is no JSON", e);
        }
    }
}
