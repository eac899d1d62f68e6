package dev.reprise.worker.topology;

import dev.reprise.common.wire.Json;
import dev.reprise.pipeline.result.Result;
import dev.reprise.pipeline.result.TaskTotals;
import dev.reprise.service.kafka.StoredState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a task has counted, by job, with what is stored of it.
 *
 * <p>Threading: confined to one stream thread.
 */
final class TaskTotalsStore {

    private final KeyValueStore<String, byte[]> store;
    private final Map<String, TaskTotals> byJob = new HashMap<>();
    private final Set<String> changed = new HashSet<>();

    /** Takes up what is stored. */
    TaskTotalsStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<String, byte[]> stored = store.all()) {
            stored.forEachRemaining(entry -> {
                if (!entry.key.equals(ProcessedEvents.KEY)) {
                    byJob.put(entry.key, StoredState.read(Names.TOTALS, entry.key, entry.value, TaskTotals.class));
                }
            });
        }
    }

    /** Counts a result of a job. */
    void add(String job, Result result) {
        byJob.put(job, result.addTo(of(job)));
        touch(job);
    }

    /** Notes that something about a job is to be told that is not counted here. */
    void touch(String job) {
        changed.add(job);
    }

    /** Stores what has changed since the last call, and tells it. What is not stored is nothing, and needs no forgetting. */
    void store(BiConsumer<String, TaskTotals> told) {
        for (String job : changed) {
            TaskTotals now = of(job);
            if (!now.equals(TaskTotals.ZERO)) {
                store.put(job, Json.bytes(now));
            }
            told.accept(job, now);
        }
        changed.clear();
    }

    /** Forgets jobs whose ledger is closed: nobody waits for their totals, and what comes of them later counts anew. */
    void forget(Predicate<String> isClosed) {
        List<String> closed = byJob.keySet().stream().filter(isClosed).toList();
        closed.forEach(store::delete);
        closed.forEach(byJob::remove);
    }

    private TaskTotals of(String job) {
        return byJob.getOrDefault(job, TaskTotals.ZERO);
    }
}
