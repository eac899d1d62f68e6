package dev.reprise.audit;

import dev.reprise.workload.livewriter.VersionedPayload;
import java.util.Optional;

/**
 * Says what the audited job must have made of a payload: the migration chain to the job's target, and the schema check
 * behind it.
 *
 * <p>Threading: a pure function, called by one thread.
 */
@FunctionalInterface
public interface MigrationOracle {

    /**
     * Returns the payload after the migration.
     *
     * @param assetType asset type
     * @param before a payload below the target version
     * @return JSON text of the target version; empty when the migration or the schema refuses the payload, so that it is
     *     to be among the dead letters
     */
    Optional<String> afterMigration(String assetType, VersionedPayload before);
}
