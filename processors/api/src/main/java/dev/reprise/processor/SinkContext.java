package dev.reprise.processor;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What a worker offers to sinks. */
public interface SinkContext {

    /** Returns the sink that writes rows back, under the fence, with its retries. */
    Sink<FencedWrite> rows();

    /**
     * Looks whether there is a topic and the worker may write to it; none is ever created. A sink asks before it tells of
     * any {@link Message}, for each of its calls: an answer costs nothing for some seconds.
     *
     * @return completes exceptionally when Kafka cannot be reached
     */
    CompletionStage<Boolean> canSendTo(String topic);

    /**
     * Reads rows again, to learn which are there now. Not cancelled with the task: whoever has written something must be able
     * to look whether it still holds.
     *
     * @param assetIds at least one, without repetition
     * @return completes with the ids of those that are there; exceptionally when the database cannot be reached
     */
    CompletionStage<Set<UUID>> present(AssetPartition partition, List<UUID> assetIds);

    /** Returns the worker's patience. */
    Patience patience();
}
