package dev.reprise.audit;

import dev.reprise.workload.livewriter.LoggedOperation;
import java.util.function.Consumer;

/**
 * Reads what the live writers noted; may be read several times.
 *
 * <p>Threading: one thread, which blocks.
 */
@FunctionalInterface
public interface LiveLog {

    /** Gives every operation once, in any order. */
    void forEach(Consumer<LoggedOperation> consumer);
}
