package dev.reprise.localstack.audit;

import dev.reprise.localstack.livewriter.LoggedOperation;
import dev.reprise.localstack.livewriter.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What live writers did to one asset, as far as it decides what the row may be in the end: the newest acknowledged
 * operation, and every other one that may have come on top of it, which is one of unknown end, or of the same timestamp.
 * Newest means by timestamp, as the database has it, not by the order of sending.
 *
 * <p>Threading: one thread.
 */
final class LiveHistory {

    private @Nullable Operation newestAcknowledged;
    private final List<Operation> others = new ArrayList<>(0);
    private boolean seen;

    void add(LoggedOperation logged) {
        Operation operation = logged.operation();
        Operation newest = newestAcknowledged;
        if (newest != null && operation.timestampMicros() < newest.timestampMicros()) {
            return;
        }
        boolean isNewer = newest == null || operation.timestampMicros() > newest.timestampMicros();
        if (logged.acknowledged() && isNewer) {
            newestAcknowledged = operation;
            others.removeIf(other -> other.timestampMicros() < operation.timestampMicros());
        } else {
            others.add(operation);
        }
    }

    /** Returns whether any operation is known to be stored. */
    boolean isAcknowledged() {
        return newestAcknowledged != null;
    }

    /** Returns the newest operation known to be stored; {@code null} when none is. */
    @Nullable
    Operation newestAcknowledged() {
        return newestAcknowledged;
    }

    /** Returns the operations that may have come on top. */
    List<Operation> others() {
        return others;
    }

    /** Returns any operation; all have the same key. */
    Operation any() {
        Operation newest = newestAcknowledged;
        return newest == null ? others.get(0) : newest;
    }

    /** Notes that the table has a row for the asset. */
    void markSeen() {
        seen = true;
    }

    boolean isSeen() {
        return seen;
    }
}
