package dev.reprise.pipeline.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.RowDeletes;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.RemoteError;
import dev.reprise.pipeline.SettleTime;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.processor.Applied;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FencedDeleteTest {

    private static final AssetPartition PARTITION = new AssetPartition("movie", "2024-03");
    private static final UUID ONE = new UUID(0x1000L, 1);
    private static final UUID OTHER = new UUID(0x1000L, 2);
    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
    private static final long NOW_MICROS = NOW.toEpochMilli() * 1000;
    private static final long LONG_AGO = NOW_MICROS - 60_000_000;

    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final Map<UUID, Long> written = new HashMap<>();
    private final List<Map<UUID, Long>> deleted = new ArrayList<>();
    private Set<UUID> again = Set.of();
    private int answersLost;

    private Optional<String> refusal = Optional.empty();

    private final RowDeletes store = new RowDeletes() {
        @Override
        public Optional<String> refusal() {
            return refusal;
        }

        @Override
        public CompletionStage<Map<UUID, Long>> writeTimes(AssetPartition partition, List<UUID> assetIds) {
            Map<UUID, Long> found = new HashMap<>(written);
            found.keySet().retainAll(assetIds);
            return CompletableFuture.completedFuture(found);
        }

        @Override
        public CompletionStage<Set<UUID>> delete(AssetPartition partition, Map<UUID, Long> timestamps) {
            deleted.add(timestamps);
            timestamps.keySet().forEach(written::remove);
            return answersLost-- > 0
                    ? CompletableFuture.failedFuture(new IllegalStateException("the answer was lost"))
                    : CompletableFuture.completedFuture(again);
        }
    };

    @AfterEach
    void stopThreads() {
        scheduler.shutdownNow();
    }

    private List<Applied> apply() {
        var policy = new Retry.Policy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(10));
        var retry = new Retry(policy, failure -> RemoteError.RETRYABLE, scheduler, System::nanoTime, () -> 0.5);
        var fence =
                new FencedDelete(store, retry, new SettleTime(Duration.ofSeconds(2)), Clock.fixed(NOW, ZoneOffset.UTC));
        // The payload alone was written long ago.
        List<Asset> rows = List.of(row(ONE), row(OTHER));
        return fence.apply(PARTITION, rows, 0, new Cancellation())
                .toCompletableFuture()
                .join();
    }

    private static Asset row(UUID id) {
        return new Asset(id, 1, null, LONG_AGO, null, null);
    }

    @Test
    void should_delete_at_the_newest_write_time_of_all_columns() {
        written.put(ONE, LONG_AGO + 7);
        written.put(OTHER, LONG_AGO);

        assertThat(apply()).containsExactly(Applied.CHANGED, Applied.CHANGED);
        assertThat(deleted).containsExactly(Map.of(ONE, LONG_AGO + 7, OTHER, LONG_AGO));
    }

    @Test
    void should_leave_a_row_to_its_live_writer_when_any_column_has_not_settled() {
        written.put(ONE, NOW_MICROS - 1_000_000);
        written.put(OTHER, NOW_MICROS + 60_000_000);

        assertThat(apply()).containsExactly(Applied.OVERTAKEN, Applied.OVERTAKEN);
        assertThat(deleted).isEmpty();
    }

    @Test
    void should_call_a_row_gone_when_it_is_there_no_more_and_overtaken_when_it_was_written_again() {
        written.put(OTHER, LONG_AGO);
        again = Set.of(OTHER);

        assertThat(apply()).containsExactly(Applied.GONE, Applied.OVERTAKEN);
    }

    @Test
    void should_delete_nothing_when_not_all_columns_are_known_any_more() {
        written.put(ONE, LONG_AGO);
        refusal = Optional.of("there is a new column");

        assertThat(apply())
                .hasSize(2)
                .containsOnly(
                        new Applied.Refused("deletes nothing more before it is started again: there is a new column"));
        assertThat(deleted).isEmpty();
    }

    @Test
    void should_not_take_its_own_delete_for_that_of_another_when_the_answer_was_lost() {
        written.put(ONE, LONG_AGO);
        written.put(OTHER, LONG_AGO);
        answersLost = 2;

        assertThat(apply()).containsExactly(Applied.CHANGED, Applied.CHANGED);
        assertThat(deleted).hasSize(3);
    }

    @Test
    void should_make_a_dead_letter_when_no_column_tells_its_write_time() {
        written.put(ONE, RowDeletes.UNKNOWN);
        written.put(OTHER, LONG_AGO);

        List<Applied> applied = apply();

        assertThat(applied.get(0)).isInstanceOfSatisfying(Applied.Failed.class, failed -> assertThat(
                        failed.failure().cause())
                .isEqualTo("RowWithoutCells"));
        assertThat(applied.get(1)).isEqualTo(Applied.CHANGED);
    }
}
