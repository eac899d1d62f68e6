package dev.reprise.pipeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.AssetStore;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.RemoteError;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When rows count as read. */
class PatientRowsTest {

    private static final UUID ID = new UUID(0x1000L, 1);
    private static final AssetPartition PARTITION = new AssetPartition("movie", "2024-03");
    private static final long ATTEMPT = Duration.ofSeconds(8).toNanos();

    private final AtomicLong nanos = new AtomicLong();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    /** Two attempts take eight seconds each and fail; the third takes eight seconds too. */
    private final AssetStore store = new AssetStore() {
        private int attempts;

        @Override
        public CompletionStage<Map<UUID, Asset>> read(AssetPartition partition, List<UUID> assetIds) {
            nanos.addAndGet(ATTEMPT);
            attempts++;
            return attempts < 3
                    ? CompletableFuture.failedFuture(new IllegalStateException("away"))
                    : CompletableFuture.completedFuture(Map.of());
        }

        @Override
        public CompletionStage<Void> write(AssetPartition partition, List<FencedWrite> writes) {
            throw new IllegalStateException("nothing is written");
        }

        @Override
        public CompletionStage<Set<UUID>> writeIfUnchanged(
                AssetPartition partition, List<FencedWrite> writes, Cancellation cancellation) {
            throw new IllegalStateException("nothing is written");
        }
    };

    @AfterEach
    void stopThreads() {
        scheduler.shutdownNow();
    }

    @Test
    void should_count_from_the_attempt_that_succeeded_when_a_read_was_repeated() {
        var policy = new Retry.Policy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMinutes(1));
        var retry = new Retry(policy, failure -> RemoteError.RETRYABLE, scheduler, nanos::get, () -> 0);
        InstantSource clock = () -> Instant.EPOCH.plusNanos(nanos.get());
        var rows = new PatientRows(store, retry, clock.withZone(ZoneOffset.UTC), nanos::get);

        var reading = rows.read(PARTITION, List.of(ID), new Cancellation()).toCompletableFuture();

        assertThat(reading).succeedsWithin(Duration.ofSeconds(20)).satisfies(read -> {
            assertThat(read.atNanos()).as("the third attempt began here").isEqualTo(2 * ATTEMPT);
            assertThat(read.atMillis()).isEqualTo(Duration.ofNanos(2 * ATTEMPT).toMillis());
        });
    }
}
