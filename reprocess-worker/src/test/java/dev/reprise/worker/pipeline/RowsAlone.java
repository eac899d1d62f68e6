package dev.reprise.worker.pipeline;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.processor.Patience;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Offers a sink of rows, and nothing else. */
record RowsAlone(Sink<FencedWrite> rows) implements SinkContext {

    @Override
    public CompletionStage<Boolean> canSendTo(String topic) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Set<UUID>> present(AssetPartition partition, List<UUID> assetIds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Patience patience() {
        throw new UnsupportedOperationException();
    }
}
