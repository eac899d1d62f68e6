package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import dev.reprise.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.Begun;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads a range in smaller parts where Cassandra refuses to read it at once. A limit does not help against tombstones:
 * a replica passes over all of them before it has found enough rows. So the time that is read is halved until a part can be
 * read, and doubled again behind that. A page of a part ends where the part does, so that a cursor moves on over a
 * part without a single row.
 *
 * <p>Threading: safe for any number of threads. Of the partitions read last it is known how much time could be read; that
 * saves requests and changes no result.
 */
final class NarrowingAssetIndex implements AssetIndex {

    /** A part is not made shorter than a millisecond, in ticks of 100 ns: 100,000 tombstones do not fit into one. */
    static final long TICKS_MIN = 10_000;

    /** More partitions than are read at once; each takes some hundred bytes. */
    private static final int PARTITIONS_KNOWN_MAX = 1_000;

    private final AssetIndex index;
    private final Predicate<Throwable> isTooMuch;
    private final Map<AssetPartition, Long> readableTicks = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AssetPartition, Long> eldest) {
            return size() > PARTITIONS_KNOWN_MAX;
        }
    });

    /**
     * Decorates an index.
     *
     * @param isTooMuch whether a read has failed because it would have to read too much
     */
    NarrowingAssetIndex(AssetIndex index, Predicate<Throwable> isTooMuch) {
        this.index = index;
        this.isTooMuch = isTooMuch;
    }

    @Override
    public CompletionStage<List<AssetPartition>> partitions(String assetType) {
        return said(index.partitions(assetType), "the buckets of " + assetType);
    }

    @Override
    public CompletionStage<List<AssetPartition>> partitions() {
        return said(index.partitions(), "the buckets");
    }

    @Override
    public CompletionStage<Page> page(IdRange range, int limit) {
        return narrowed(range, part -> index.page(part, limit));
    }

    @Override
    public CompletionStage<Page> pageWithVersions(IdRange range, int limit) {
        return narrowed(range, part -> index.pageWithVersions(part, limit));
    }

    @Override
    public CompletionStage<Map<LocatedId, Entry>> versions(String assetType, List<LocatedId> assets) {
        return said(index.versions(assetType, assets), "the versions of rows of " + assetType);
    }

    /** Puts into words what was too much where there is no smaller part to read. */
    private <T> CompletionStage<T> said(CompletionStage<T> read, String what) {
        return read.exceptionallyCompose(failure ->
                CompletableFuture.failedFuture(isTooMuch.test(failure) ? unreadable(what, failure) : failure));
    }

    private CompletionStage<Page> narrowed(IdRange range, Function<IdRange, CompletionStage<Page>> read) {
        long ticks = readableTicks.getOrDefault(range.partition(), Long.MAX_VALUE);
        return attempt(range, range.newest(ticks), read);
    }

    private CompletionStage<Page> attempt(IdRange range, IdRange part, Function<IdRange, CompletionStage<Page>> read) {
        return Begun.stage(() -> read.apply(part))
                .thenApply(page -> found(range, part, page))
                .exceptionallyCompose(failure -> {
                    if (!isTooMuch.test(failure)) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    return part.ticks() / 2 < TICKS_MIN
                            ? CompletableFuture.failedFuture(unreadable(part, failure))
                            : attempt(range, range.newest(part.ticks() / 2), read);
                });
    }

    private Page found(IdRange range, IdRange part, Page page) {
        if (part.equals(range)) {
            readableTicks.remove(range.partition());
            return page;
        }
        readableTicks.put(range.partition(), page.exhausted() ? 2 * part.ticks() : part.ticks());
        return page.exhausted() ? new Page(page.entries(), part.lowest(), false) : page;
    }

    private static UnreadableRangeException unreadable(IdRange part, Throwable failure) {
        return unreadable(
                "the ids of " + part.partition().assetType() + " in the bucket "
                        + part.partition().bucket() + " that were created between " + instant(part.lowest()) + " and "
                        + instant(part.below()),
                failure);
    }

    private static UnreadableRangeException unreadable(String what, Throwable failure) {
        return new UnreadableRangeException(what + " cannot be read: " + CassandraErrors.words(failure), failure);
    }

    private static Instant instant(UUID id) {
        return Instant.ofEpochMilli(Uuids.unixTimestamp(id));
    }
}
