package dev.reprise.worker.topology;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Patience;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.worker.load.Rows;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What this worker offers to the sinks of its processors.
 *
 * @param rows writes rows back
 * @param messageTopics whether there is a topic and this worker may write to it
 * @param reader reads rows, with patience
 * @param patience with systems that sinks write to
 */
record Sinks(
        Sink<FencedWrite> rows,
        Function<String, CompletionStage<Boolean>> messageTopics,
        Rows reader,
        Patience patience)
        implements SinkContext {

    @Override
    public CompletionStage<Boolean> canSendTo(String topic) {
        return messageTopics.apply(topic);
    }

    @Override
    public CompletionStage<Set<UUID>> present(AssetPartition partition, List<UUID> assetIds) {
        return reader.read(partition, assetIds, new Cancellation())
                .thenApply(reading -> reading.rows().values().stream()
                        .filter(row -> !row.isStampAlone())
                        .map(Asset::assetId)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
