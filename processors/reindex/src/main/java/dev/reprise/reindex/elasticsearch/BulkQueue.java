package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch._types.VersionType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Groups that wait until there is room for one more bulk request. Those that wait together go together: a request costs
 * Elasticsearch a write to disk in each shard, however few documents are in it. So a group never waits for others, and requests
 * grow as Elasticsearch becomes slower.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. What waits is bounded by the rows that a worker has in flight.
 */
final class BulkQueue {

    /** More in one request gain nothing: a hundred documents already cost little more each than a thousand. */
    static final int DOCUMENTS_MAX = 1_000;

    private final RequestsInFlight inFlight;
    private final int bytesMax;
    private final Deque<BulkGroup> waiting = new ArrayDeque<>();

    /**
     * Starts empty.
     *
     * @param bytesMax documents of one request, in bytes; one group alone may have more
     */
    BulkQueue(RequestsInFlight inFlight, int bytesMax) {
        this.inFlight = inFlight;
        this.bytesMax = bytesMax;
    }

    /** What one request holds; its number is that of {@link RequestsInFlight}. */
    record Batch(long number, List<BulkGroup> groups) {
        VersionType versionType() {
            return groups.get(0).versionType();
        }
    }

    synchronized void add(BulkGroup group) {
        waiting.add(group);
    }

    /** Returns what to send next, the longest waiting group first; empty when nothing waits, or there is no room. */
    synchronized Optional<Batch> next() {
        long number = waiting.isEmpty() ? RequestsInFlight.NONE : inFlight.begin();
        if (number == RequestsInFlight.NONE) {
            return Optional.empty();
        }
        BulkGroup first = waiting.remove();
        List<BulkGroup> together = new ArrayList<>(List.of(first));
        int documents = first.documents().size();
        long bytes = first.bytes();
        Iterator<BulkGroup> others = waiting.iterator();
        while (others.hasNext()) {
            BulkGroup other = others.next();
            boolean fits = documents + other.documents().size() <= DOCUMENTS_MAX && bytes + other.bytes() <= bytesMax;
            if (fits && first.goesWith(other)) {
                together.add(other);
                documents += other.documents().size();
                bytes += other.bytes();
                others.remove();
            }
        }
        return Optional.of(new Batch(number, together));
    }

    /** Notes that a request is over, and whether it, or a part of it, has to come again. */
    void ended(Batch batch, boolean isBusy) {
        inFlight.ended(batch.number(), isBusy);
    }
}
