package dev.reprise.workload.sample.cassandra;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.workload.sample.SampleAsset;
import dev.reprise.workload.sample.SampleAssets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Writes a sample into its tables. Assets come in the order of their creation, so that at most one batch per asset type
 * is open at a time; a batch stays within one Cassandra partition, which takes it as one mutation.
 *
 * <p>Threading: one thread, which blocks while {@link Requests#IN_FLIGHT_MAX} requests are under way.
 */
public final class SampleLoader {

    private static final int BATCH_ROWS_MAX = 64;

    /** Far below the 16 MB that the commit log takes at once, also when rows are padded. */
    private static final int BATCH_BYTES_MAX = 128 * 1024;

    private static final int REPORT_EVERY = 1000;

    private final RowWriter writer;
    private final Map<String, Batch> openByType = new HashMap<>();
    private final Set<AssetPartition> begun = new HashSet<>();

    /** The rows of one partition that wait to be sent. */
    private static final class Batch {
        private final AssetPartition partition;
        private final List<NewRow> rows = new ArrayList<>(BATCH_ROWS_MAX);
        private int bytes;

        Batch(AssetPartition partition) {
            this.partition = partition;
        }

        void add(SampleAsset asset) {
            rows.add(new NewRow(
                    asset.partition(),
                    asset.assetId(),
                    asset.schemaVersion(),
                    asset.payload(),
                    asset.writtenAtMicros(),
                    0));
            bytes += asset.payload().remaining();
        }

        boolean isFull() {
            return rows.size() >= BATCH_ROWS_MAX || bytes >= BATCH_BYTES_MAX;
        }
    }

    private SampleLoader(RowWriter writer) {
        this.writer = writer;
    }

    /**
     * Makes the tables unless they exist, and writes the whole sample. A repetition changes nothing, not even write
     * times. Blocks until everything is acknowledged.
     *
     * @param database where to
     * @param sample what
     * @param progress is told now and then how many rows have been sent
     * @throws LoadFailedException if a request was refused, or timed out repeatedly; load again
     */
    public static void load(AssetDatabase database, SampleAssets sample, LongConsumer progress) {
        database.createTables();
        new SampleLoader(new RowWriter(database)).load(sample, progress);
    }

    private void load(SampleAssets sample, LongConsumer progress) {
        for (long index = 0; index < sample.count(); index++) {
            add(sample.at(index));
            if (index % REPORT_EVERY == REPORT_EVERY - 1) {
                progress.accept(index + 1);
            }
        }
        openByType.values().forEach(this::send);
        writer.awaitAll();
        progress.accept(sample.count());
    }

    private void add(SampleAsset asset) {
        AssetPartition partition = asset.partition();
        Batch batch = openByType.get(partition.assetType());
        if (batch != null && !batch.partition.equals(partition)) {
            send(batch);
            batch = null;
        }
        if (batch == null) {
            batch = new Batch(partition);
            openByType.put(partition.assetType(), batch);
        }
        batch.add(asset);
        if (batch.isFull()) {
            send(batch);
            openByType.remove(partition.assetType());
        }
    }

    private void send(Batch batch) {
        writer.send(batch.rows, begun.add(batch.partition));
    }
}
