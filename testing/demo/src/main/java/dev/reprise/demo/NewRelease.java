package dev.reprise.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.audit.MigrationOracle;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationFailedException;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import dev.reprise.workload.livewriter.PayloadFactory;
import dev.reprise.workload.livewriter.VersionedPayload;
import java.util.Optional;

/**
 * The migrations as production's new release and the auditor know them: by the same files as the workers, applied by
 * this process.
 *
 * <p>Threading: immutable, safe for any number of threads.
 */
public final class NewRelease implements PayloadFactory, MigrationOracle {

    private final MigrationCatalog catalog;
    private final String changedType;
    private final int version;

    /**
     * Creates a release.
     *
     * @param changedType the asset type that it writes differently
     * @param version the version in which it does
     */
    public NewRelease(MigrationCatalog catalog, String changedType, int version) {
        this.catalog = catalog;
        this.changedType = changedType;
        this.version = version;
    }

    @Override
    public Optional<VersionedPayload> afterDeployment(String assetType, VersionedPayload before) {
        return assetType.equals(changedType)
                ? afterMigration(assetType, before).map(payload -> new VersionedPayload(version, payload))
                : Optional.of(before);
    }

    @Override
    public Optional<String> afterMigration(String assetType, VersionedPayload before) {
        try {
            JsonNode after =
                    catalog.chain(assetType, before.schemaVersion(), version).apply(StrictJson.read(before.payload()));
            boolean valid = catalog.schema(assetType, version)
                    .map(schema -> schema.violations(after).isEmpty())
                    .orElse(true);
            return valid ? Optional.of(StrictJson.text(after)) : Optional.empty();
        } catch (InvalidJsonException | MigrationFailedException refused) {
            return Optional.empty();
        }
    }
}
