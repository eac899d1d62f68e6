package dev.reprise.pipeline.boot;

import dev.reprise.assets.AssetStore;
import dev.reprise.assets.IndexEntries;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.assets.TableShape;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Example;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tables of which every row is as an example has it, whatever is written. The bucket says which example.
 *
 * <p>Threading: immutable.
 */
record ExampleRows(List<Example> examples) implements AssetStore, IndexEntries {

    /** Returns the tables of such rows. Nothing is deleted from them, and nothing stands beside them. */
    static Stores stores(List<Example> examples) {
        var rows = new ExampleRows(examples);
        return new Stores(rows, null, List.of("they are examples"), rows);
    }

    @Override
    public CompletionStage<Map<UUID, Asset>> read(AssetPartition partition, List<UUID> assetIds) {
        Asset row = examples.get(Integer.parseInt(partition.bucket())).row();
        Map<UUID, Asset> rows = new HashMap<>();
        for (UUID id : assetIds) {
            rows.put(
                    id,
                    new Asset(
                            id,
                            row.schemaVersion(),
                            row.payload(),
                            row.writtenAtMicros(),
                            row.ttlSeconds(),
                            row.lastJob()));
        }
        return CompletableFuture.completedFuture(rows);
    }

    @Override
    public CompletionStage<Void> write(AssetPartition partition, List<FencedWrite> writes) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Set<UUID>> writeIfUnchanged(
            AssetPartition partition, List<FencedWrite> writes, Cancellation cancellation) {
        return CompletableFuture.completedFuture(Set.of());
    }

    @Override
    public Optional<TableShape> table(String name) {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Optional<TableShape>> look(String name) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<String>> problem(String table, Set<String> columns) {
        return CompletableFuture.completedFuture(Optional.of("there is no table beside examples"));
    }

    @Override
    public CompletionStage<Void> apply(IndexEntry entry) {
        return CompletableFuture.completedFuture(null);
    }
}
