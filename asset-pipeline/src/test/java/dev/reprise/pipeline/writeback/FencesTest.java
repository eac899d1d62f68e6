package dev.reprise.pipeline.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.FakeAssetStore;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FencesTest {

    private static final AssetPartition PARTITION = new AssetPartition("movie", "2024-03");
    private static final UUID ONE = new UUID(0x1000L, 1);
    private static final UUID OTHER = new UUID(0x1000L, 2);
    private static final Applied ACKNOWLEDGED = Applied.CHANGED;

    private final FakeAssetStore store = new FakeAssetStore();
    private final AtomicLong nanos = new AtomicLong();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stopThreads() {
        scheduler.shutdownNow();
    }

    @Test
    void should_report_overtaken_and_leave_alone_when_a_row_changed_under_the_conditional_fence() {
        FencedWrite one = write(ONE, null);
        FencedWrite other = write(OTHER, null);
        store.rows.put(OTHER, asset(OTHER, "{\"live\":1}", null));

        List<Applied> results = results(new ConditionalFence(store), List.of(one, other), 0);

        assertThat(results).containsExactly(ACKNOWLEDGED, Applied.OVERTAKEN);
        assertThat(store.rows.get(OTHER)).isEqualTo(asset(OTHER, "{\"live\":1}", null));
    }

    @Test
    void should_report_acknowledged_when_the_answer_to_the_first_attempt_was_lost() {
        store.answersLost = 2;
        var fence = new RetryingWriteBack<>(new ConditionalFence(store), retry());
        List<FencedWrite> writes = List.of(write(ONE, null), write(OTHER, null));

        var stage = fence.apply(PARTITION, writes, 0, new Cancellation()).toCompletableFuture();

        assertThat(stage).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(List.of(ACKNOWLEDGED, ACKNOWLEDGED));
        assertThat(store.writtenGroups).containsExactly(2, 2, 2);
    }

    @Test
    void should_write_what_is_left_of_the_life_when_time_has_passed_since_the_read() {
        FencedWrite one = write(ONE, 100);
        nanos.set(TimeUnit.SECONDS.toNanos(30) + 1);

        List<Applied> results = results(aging(), List.of(one), 0);

        assertThat(results).containsExactly(ACKNOWLEDGED);
        assertThat(store.rows.get(ONE)).extracting(Asset::ttlSeconds).isEqualTo(70);
    }

    @Test
    void should_not_bring_a_row_back_when_its_life_ended_between_read_and_write() {
        FencedWrite dead = write(ONE, 30);
        FencedWrite alive = write(OTHER, null);
        store.rows.remove(ONE);
        nanos.set(TimeUnit.SECONDS.toNanos(30));

        List<Applied> results = results(aging(), List.of(dead, alive), 0);

        assertThat(results).containsExactly(Applied.GONE, ACKNOWLEDGED);
        assertThat(store.rows).doesNotContainKey(ONE);
        assertThat(store.writtenGroups).as("only what is alive is sent").containsExactly(1);
    }

    @Test
    void should_send_nothing_when_all_have_ended() {
        FencedWrite dead = write(ONE, 1);
        nanos.set(TimeUnit.MINUTES.toNanos(1));

        assertThat(results(aging(), List.of(dead), 0)).containsExactly(Applied.GONE);
        assertThat(store.writtenGroups).isEmpty();
    }

    @Test
    void should_count_the_attempts_when_a_row_is_refused_alone_after_its_group_was() {
        store.unwritable.add(OTHER);
        var fence = new SplittingWriteBack<>(
                new RetryingWriteBack<>(new TimestampFence(store), retry()),
                FencesTest::classify,
                write -> write.payload().remaining(),
                1_000_000);

        List<Applied> results = results(fence, List.of(write(ONE, null), write(OTHER, null)), 0);

        assertThat(results)
                .containsExactly(
                        ACKNOWLEDGED,
                        new Applied.Failed(new Failure(Stage.WRITE, "IllegalArgumentException", "too large", null, 2)));
    }

    private RemainingTtl<FencedWrite> aging() {
        return new RemainingTtl<>(new TimestampFence(store), FencedWrite::after, nanos::get);
    }

    private Retry retry() {
        var policy = new Retry.Policy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(10));
        return new Retry(policy, FencesTest::classify, scheduler, System::nanoTime, () -> 0.5);
    }

    private static RemoteError classify(Throwable failure) {
        return Finished.unwrapped(failure) instanceof IllegalArgumentException
                ? RemoteError.POISON
                : RemoteError.RETRYABLE;
    }

    private static List<Applied> results(Sink<FencedWrite> fence, List<FencedWrite> writes, long readAtNanos) {
        return fence.apply(PARTITION, writes, readAtNanos, new Cancellation())
                .toCompletableFuture()
                .join();
    }

    private FencedWrite write(UUID id, @Nullable Integer ttl) {
        Asset read = asset(id, "{\"a\":1}", ttl);
        store.rows.put(id, read);
        return FencedWrite.replacing(read, 2, bytes("{\"b\":1}"), "job-1", 1);
    }

    private static Asset asset(UUID id, String payload, @Nullable Integer ttl) {
        return new Asset(id, 1, bytes(payload), 1_000_000L, ttl, null);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
