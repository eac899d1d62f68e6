package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import dev.reprise.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NarrowingAssetIndexTest {

    private static final AssetPartition BUCKET = new AssetPartition("movie", "2024-03");
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    private static final int TOMBSTONES_MAX = 100;
    private static final int LIMIT = 10;
    private static final Comparator<UUID> ORDER = TimeUuidOrder::compare;

    private final Bucket bucket = new Bucket();
    private final AssetIndex index = new NarrowingAssetIndex(bucket, CassandraErrors::isTooMuch);

    /** A bucket of rows and tombstones that is read as a replica does: past all tombstones until the limit is reached. */
    private static final class Bucket implements AssetIndex {
        /** Whether there is a row, or a tombstone, by id. */
        private final NavigableMap<UUID, Boolean> cells = new TreeMap<>(ORDER);

        private @Nullable RuntimeException away;
        private int reads;

        UUID add(Duration after, boolean isRow) {
            UUID id = IdRange.of(BUCKET, START.plus(after), null).lowest();
            cells.put(id, isRow);
            return id;
        }

        @Override
        public CompletionStage<Page> page(IdRange range, int limit) {
            reads++;
            if (away != null) {
                throw away;
            }
            List<Entry> found = new ArrayList<>();
            int tombstones = 0;
            for (var cell : cells.subMap(range.lowest(), true, range.below(), false)
                    .descendingMap()
                    .entrySet()) {
                if (found.size() == limit) {
                    break;
                }
                if (cell.getValue()) {
                    found.add(new Entry(cell.getKey(), null));
                } else if (++tombstones > TOMBSTONES_MAX) {
                    return CompletableFuture.failedFuture(tombstones());
                }
            }
            return CompletableFuture.completedFuture(Page.of(found, limit));
        }

        @Override
        public CompletionStage<Page> pageWithVersions(IdRange range, int limit) {
            return page(range, limit);
        }

        @Override
        public CompletionStage<List<AssetPartition>> partitions(String assetType) {
            return CompletableFuture.failedFuture(tombstones());
        }

        @Override
        public CompletionStage<List<AssetPartition>> partitions() {
            throw new UnsupportedOperationException("the test pages");
        }

        @Override
        public CompletionStage<Map<LocatedId, Entry>> versions(String assetType, List<LocatedId> assetIds) {
            throw new UnsupportedOperationException("the test pages");
        }
    }

    private static ReadFailureException tombstones() {
        return new ReadFailureException(
                null,
                DefaultConsistencyLevel.LOCAL_QUORUM,
                0,
                1,
                1,
                false,
                Map.of(InetAddress.getLoopbackAddress(), 1));
    }

    /** Pages to the end, from cursor to cursor. */
    private List<UUID> all(IdRange whole, boolean withVersions) {
        List<UUID> found = new ArrayList<>();
        IdRange rest = whole;
        AssetIndex.Page page;
        do {
            page = Finished.result((withVersions ? index.pageWithVersions(rest, LIMIT) : index.page(rest, LIMIT))
                    .toCompletableFuture());
            page.entries().forEach(entry -> found.add(entry.assetId()));
            if (!page.exhausted()) {
                rest = rest.below(Objects.requireNonNull(page.last()));
            }
        } while (!page.exhausted());
        return found;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void should_find_every_row_once_when_tombstones_stand_anywhere(long seed) {
        // given
        var random = new Random(seed);
        List<UUID> rows = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            boolean isRow = random.nextInt(20) == 0;
            UUID id = bucket.add(Duration.ofMillis(random.nextInt(3_600_000) * 10L), isRow);
            rows.remove(id);
            if (isRow) {
                rows.add(id);
            }
        }

        // when
        List<UUID> found = all(IdRange.of(BUCKET, null, null), seed % 2 == 0);

        // then
        assertThat(found).as("seed %d", seed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(rows);
        assertThat(found).isSortedAccordingTo(ORDER.reversed());
    }

    @Test
    void should_read_no_more_than_needed_when_tombstones_lie_close_together() {
        // given
        UUID oldest = bucket.add(Duration.ZERO, true);
        int tombstones = 100 * TOMBSTONES_MAX;
        for (int i = 0; i < tombstones; i++) {
            bucket.add(Duration.ofSeconds(1 + i), false);
        }

        // when
        List<UUID> found = all(IdRange.of(BUCKET, null, null), false);

        // then
        assertThat(found).containsExactly(oldest);
        assertThat(bucket.reads)
                .as("two for each part, and the way there and back")
                .isLessThan(2 * 2 * 100 + 2 * 60);
    }

    @Test
    void should_read_a_range_at_once_when_it_can_be() {
        // given
        UUID id = bucket.add(Duration.ofSeconds(1), true);

        // when
        List<UUID> found = all(IdRange.of(BUCKET, null, null), false);

        // then
        assertThat(found).containsExactly(id);
        assertThat(bucket.reads).isEqualTo(1);
    }

    @Test
    void should_say_what_cannot_be_read_when_the_smallest_part_has_too_many_tombstones() {
        // given
        for (int i = 0; i <= TOMBSTONES_MAX; i++) {
            bucket.add(Duration.ofSeconds(1).plusNanos(100L * i), false);
        }

        // when
        Throwable failure = catchThrowable(() -> all(IdRange.of(BUCKET, null, null), false));

        // then
        assertThat(Finished.unwrapped(failure))
                .isInstanceOf(UnreadableRangeException.class)
                .hasMessageContaining("the ids of movie in the bucket 2024-03 that were created between")
                .hasMessageContaining("2024-03-01T00:00:01")
                .hasMessageContaining("tombstone_failure_threshold");
        assertThat(CassandraErrors.classify(failure)).isEqualTo(RemoteError.POISON);
        assertThat(bucket.reads).isLessThan(120);
    }

    @Test
    void should_say_what_was_too_much_when_there_is_no_smaller_part() {
        // when
        Throwable failure = Finished.failure(index.partitions("movie").toCompletableFuture());

        // then
        assertThat(failure).isNotNull();
        assertThat(Finished.unwrapped(failure))
                .hasMessageContaining("the buckets of movie cannot be read: more tombstones");
        assertThat(CassandraErrors.classify(failure)).isEqualTo(RemoteError.POISON);
    }

    @Test
    void should_not_ask_for_less_when_the_read_may_succeed_later() {
        // given
        bucket.away = new DriverTimeoutException("Query timed out after PT5S");

        // when
        Throwable failure = Finished.failure(
                index.page(IdRange.of(BUCKET, null, null), LIMIT).toCompletableFuture());

        // then
        assertThat(failure).isNotNull();
        assertThat(Finished.unwrapped(failure)).isSameAs(bucket.away);
        assertThat(bucket.reads).isEqualTo(1);
    }
}
