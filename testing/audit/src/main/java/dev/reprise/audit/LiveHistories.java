package dev.reprise.audit;

import dev.reprise.workload.livewriter.LoggedOperation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What live writers did, by asset.
 *
 * <p>Threading: one thread. Memory grows with the operations, about 1 KB each.
 */
final class LiveHistories {

    private final Map<UUID, List<LoggedOperation>> byAsset = new HashMap<>();
    private long operations;
    private long unknown;

    static LiveHistories of(LiveLog log) {
        var histories = new LiveHistories();
        log.forEach(histories::add);
        return histories;
    }

    private void add(LoggedOperation logged) {
        operations++;
        unknown += logged.acknowledged() ? 0 : 1;
        byAsset.computeIfAbsent(logged.operation().key().assetId(), id -> new ArrayList<>(1))
                .add(logged);
    }

    /** Returns the operations on an asset; empty when nobody touched it. */
    List<LoggedOperation> of(UUID assetId) {
        return byAsset.getOrDefault(assetId, List.of());
    }

    void forEach(BiConsumer<UUID, List<LoggedOperation>> consumer) {
        byAsset.forEach(consumer);
    }

    long operations() {
        return operations;
    }

    long unknown() {
        return unknown;
    }
}
