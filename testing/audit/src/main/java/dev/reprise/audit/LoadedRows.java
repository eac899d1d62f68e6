package dev.reprise.audit;

import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.livewriter.VersionedPayload;
import dev.reprise.workload.sample.SampleAsset;
import dev.reprise.workload.sample.SampleAssets;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * The rows that stood in the table before the job began and before any live writer did.
 *
 * <p>Threading: one thread.
 */
public interface LoadedRows {

    /** Returns how many there are, which fit into an {@code int}. */
    long count();

    /**
     * Returns a row, as the operation that wrote it.
     *
     * @param index from 0 below {@link #count()}
     */
    Operation.Write at(long index);

    /** Returns the number of the row of an asset, or empty when it is none of these. */
    OptionalLong indexOf(UUID assetId);

    /** Returns the rows of a sample, each made when it is asked for. */
    static LoadedRows of(SampleAssets sample) {
        return new LoadedRows() {
            @Override
            public long count() {
                return sample.count();
            }

            @Override
            public Operation.Write at(long index) {
                SampleAsset asset = sample.at(index);
                String payload = StandardCharsets.UTF_8
                        .decode(asset.payload().duplicate())
                        .toString();
                return new Operation.Create(
                        new AssetKey(asset.partition(), asset.assetId()),
                        asset.writtenAtMicros(),
                        new VersionedPayload(asset.schemaVersion(), payload));
            }

            @Override
            public OptionalLong indexOf(UUID assetId) {
                return sample.indexOf(assetId);
            }
        };
    }

    /** Returns rows that were written one by one, one an asset. */
    static LoadedRows of(List<? extends Operation.Write> rows) {
        List<Operation.Write> kept = List.copyOf(rows);
        Map<UUID, Long> indexes = new HashMap<>();
        for (Operation.Write row : kept) {
            indexes.put(row.key().assetId(), (long) indexes.size());
        }
        if (indexes.size() != kept.size()) {
            throw new IllegalArgumentException("an asset was loaded twice");
        }
        return new LoadedRows() {
            @Override
            public long count() {
                return kept.size();
            }

            @Override
            public Operation.Write at(long index) {
                return kept.get(Math.toIntExact(index));
            }

            @Override
            public OptionalLong indexOf(UUID assetId) {
                Long index = indexes.get(assetId);
                return index == null ? OptionalLong.empty() : OptionalLong.of(index);
            }
        };
    }
}
