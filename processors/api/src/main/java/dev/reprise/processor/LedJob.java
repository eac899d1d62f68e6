package dev.reprise.processor;

import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.job.Pinned;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/**
 * A job as id-producer leads it.
 *
 * <p>Threading: immutable.
 *
 * @param id job id
 * @param pinned what must not change while the job runs
 * @param assetTypes types of its selection
 * @param rows reads the rows
 * @param now when this step begins
 * @param cancellation what takes long ends soon after it
 */
public record LedJob(
        String id, Pinned pinned, Set<String> assetTypes, AssetRows rows, Instant now, Cancellation cancellation) {

    public LedJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(pinned, "pinned");
        assetTypes = Set.copyOf(assetTypes);
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(cancellation, "cancellation");
    }
}
