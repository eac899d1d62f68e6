package dev.reprise.localstack.audit;

import dev.reprise.localstack.livewriter.LoggedOperation;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What live writers did, by asset.
 *
 * <p>Threading: one thread. Memory grows with the assets they touched, about 1 KB each.
 */
final class LiveHistories {

    private final Map<UUID, LiveHistory> byAsset = new HashMap<>();
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
        byAsset.computeIfAbsent(logged.operation().key().assetId(), id -> new LiveHistory())
                .add(logged);
    }

    /** Returns the history of an asset; {@code null} when nobody touched it. */
    @Nullable
    LiveHistory find(UUID assetId) {
        return byAsset.get(assetId);
    }

    Iterable<LiveHistory> all() {
        return byAsset.values();
    }

    long operations() {
        return operations;
    }

    long unknown() {
        return unknown;
    }
}
