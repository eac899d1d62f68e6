package dev.reprise.worker.topology;

import dev.reprise.common.assets.FencedWrite;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What this worker offers to the sinks of its processors.
 *
 * @param rows writes rows back
 * @param messageTopics whether there is a topic and this worker may write to it
 */
record Sinks(Sink<FencedWrite> rows, Function<String, CompletionStage<Boolean>> messageTopics) implements SinkContext {

    @Override
    public CompletionStage<Boolean> canSendTo(String topic) {
        return messageTopics.apply(topic);
    }
}
