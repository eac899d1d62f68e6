package dev.reprise.pipeline;

import dev.reprise.common.assets.FencedWrite;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import java.util.concurrent.CompletionStage;

/** Offers a sink of rows, and nothing else. */
record RowsAlone(Sink<FencedWrite> rows) implements SinkContext {

    @Override
    public CompletionStage<Boolean> canSendTo(String topic) {
        throw new UnsupportedOperationException();
    }
}
