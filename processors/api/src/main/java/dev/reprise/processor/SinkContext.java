package dev.reprise.processor;

import dev.reprise.common.assets.FencedWrite;

/** What a worker offers to sinks. */
public interface SinkContext {

    /** Returns the sink that writes rows back, under the fence, with its retries. */
    Sink<FencedWrite> rows();
}
