package dev.reprise.reindex.elasticsearch;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Remembers for a while that an index is there, so that a look does not cost a request each time.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Bound: the indexes that were looked at within {@link
 * #KNOWN_FOR_NANOS}.
 */
final class KnownIndexes {

    /** An index that is deleted during a job is noticed after this. */
    private static final long KNOWN_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final IndexLook look;
    private final LongSupplier nanoTime;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(IndexLook.Found found, long sinceNanos) {}

    /** Asks nothing yet. */
    KnownIndexes(IndexLook look, LongSupplier nanoTime) {
        this.look = look;
        this.nanoTime = nanoTime;
    }

    /**
     * Looks at an index.
     *
     * @return completes exceptionally when Elasticsearch cannot be reached
     */
    CompletionStage<IndexLook.Found> look(String index) {
        Known before = known.get(index);
        long now = nanoTime.getAsLong();
        if (before != null && now - before.sinceNanos() < KNOWN_FOR_NANOS) {
            return CompletableFuture.completedFuture(before.found());
        }
        return look.at(index).thenApply(found -> {
            known.values().removeIf(one -> now - one.sinceNanos() >= KNOWN_FOR_NANOS);
            if (found.refusal().isEmpty()) {
                known.put(index, new Known(found, now));
            } else {
                known.remove(index);
            }
            return found;
        });
    }
}
