package dev.reprise.pipeline.boot;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.async.Cancellation;
import dev.reprise.pipeline.load.Rows;
import dev.reprise.processor.Patience;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What this process offers to the sinks of its processors.
 *
 * @param rows writes rows back
 * @param deletions deletes rows
 * @param entries writes to tables beside the assets
 * @param reads reads rows once more
 * @param messageTopics whether there is a topic and this process may write to it
 * @param patience with systems that sinks write to
 */
public record Sinks(
        Sink<FencedWrite> rows,
        Sink<Asset> deletions,
        Sink<IndexEntry> entries,
        Rows reads,
        Function<String, CompletionStage<Boolean>> messageTopics,
        Patience patience)
        implements SinkContext {

    @Override
    public CompletionStage<Rereading> reread(AssetPartition partition, List<UUID> assetIds, Cancellation cancellation) {
        return reads.read(partition, assetIds, cancellation)
                .thenApply(reading -> new Rereading(reading.rows(), reading.atNanos()));
    }

    @Override
    public CompletionStage<Boolean> canSendTo(String topic) {
        return messageTopics.apply(topic);
    }
}
