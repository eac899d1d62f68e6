package dev.reprise.audit;

import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that happened to an asset beside the job: how it was loaded, and what live writers did. Newest means by timestamp,
 * as the database has it, not by the order of sending.
 *
 * <p>Threading: immutable.
 */
final class AssetPast {

    /** Below every timestamp. */
    static final long NEVER = Long.MIN_VALUE;

    private final AssetKey key;
    private final Operation.@Nullable Write original;
    private final List<LoggedOperation> live;
    private final List<PastWrite> writes = new ArrayList<>();

    /**
     * Creates a past.
     *
     * @param original how the row was loaded; {@code null} when it was not
     * @param live what live writers did
     */
    AssetPast(AssetKey key, Operation.@Nullable Write original, List<LoggedOperation> live) {
        this.key = key;
        this.original = original;
        this.live = live;
        if (original != null) {
            writes.add(PastWrite.of(original, true));
        }
        for (LoggedOperation logged : live) {
            if (logged.operation() instanceof Operation.Write write) {
                writes.add(PastWrite.of(write, logged.acknowledged()));
            }
        }
    }

    AssetKey key() {
        return key;
    }

    Operation.@Nullable Write original() {
        return original;
    }

    /** Returns whether live writers left the asset alone. */
    boolean isUntouched() {
        return live.isEmpty();
    }

    /** Returns all writes, the loaded one first. */
    List<PastWrite> writes() {
        return writes;
    }

    /** Returns the writes of live writers. */
    Stream<PastWrite> liveWrites() {
        return writes.stream().skip(original == null ? 0 : 1);
    }

    /** Returns whether anybody may have deleted it. */
    boolean hasDeletes() {
        return deletes(delete -> true).findAny().isPresent();
    }

    /** Returns whether any write gave it an end. */
    boolean hasEnds() {
        return writes.stream().anyMatch(write -> write.ttlSeconds() > 0);
    }

    /** Returns the time of the newest write that is known to be stored. */
    long newestCertainWrite() {
        return writes.stream()
                .filter(PastWrite::certain)
                .mapToLong(PastWrite::timestampMicros)
                .max()
                .orElse(NEVER);
    }

    /** Returns the time of the newest delete that is known to be stored. */
    long newestCertainDelete() {
        return newestDelete(LoggedOperation::acknowledged);
    }

    /** Returns the time of the newest delete, stored or not. */
    long newestDelete() {
        return newestDelete(delete -> true);
    }

    /** Returns whether a write is known to be stored that is later than one time and earlier than another. */
    boolean hasCertainWriteBetween(long earlier, long later) {
        return writes.stream()
                .anyMatch(write ->
                        write.certain() && write.timestampMicros() > earlier && write.timestampMicros() < later);
    }

    /** Returns whether what is known to be newest came from a live writer. */
    boolean isLiveNewest() {
        Operation.Write loaded = original;
        long before = loaded == null ? NEVER : loaded.timestampMicros();
        return live.stream()
                .anyMatch(logged -> logged.acknowledged() && logged.operation().timestampMicros() >= before);
    }

    private long newestDelete(Predicate<LoggedOperation> which) {
        return deletes(which)
                .mapToLong(logged -> logged.operation().timestampMicros())
                .max()
                .orElse(NEVER);
    }

    private Stream<LoggedOperation> deletes(Predicate<LoggedOperation> which) {
        return live.stream().filter(logged -> logged.operation() instanceof Operation.Delete && which.test(logged));
    }
}
