package dev.reprise.workload.livewriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.assets.AssetPartition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ticks are called by hand: no thread, no clock. */
class LiveWriterTest {

    private static final AssetKey KEY = new AssetKey(
            new AssetPartition("movie", "2020-01"), UUID.fromString("5c7a2000-2c3e-11ea-8000-530000000001"));

    private final Path folder;
    private final OperationLog log;
    private final HeldStore store = new HeldStore();

    LiveWriterTest(@TempDir Path folder) {
        this.folder = folder;
        this.log = OperationLog.create(folder, "w");
    }

    /** Leaves every operation open until the test ends it. */
    private static final class HeldStore implements LiveStore {
        private final List<CompletableFuture<Void>> open = new ArrayList<>();

        @Override
        public CompletionStage<Void> apply(Operation operation) {
            var end = new CompletableFuture<Void>();
            open.add(end);
            return end;
        }
    }

    @Test
    void should_keep_the_rate_when_time_goes_by() {
        LiveWriter writer = writer(new TrafficRate(250, 1000, 1000));

        tick(writer, 100);

        assertThat(store.open).hasSize(250);
        endAll(writer);
    }

    @Test
    void should_note_each_operation_before_it_is_sent_and_when_it_has_ended() {
        LiveWriter writer = writer(new TrafficRate(100, 3, 10));

        tick(writer, 5);
        assertThat(store.open).hasSize(3);
        assertThat(logged()).hasSize(3).noneMatch(LoggedOperation::acknowledged);
        assertThat(writer.isDone()).isFalse();

        store.open.get(0).complete(null);
        store.open.get(1).completeExceptionally(new IllegalStateException("timed out"));
        store.open.get(2).complete(null);
        assertThat(writer.totals()).isEqualTo(new LiveTotals(3, 2, 1));
        assertThat(writer.isDone()).isTrue();

        writer.close();
        assertThat(logged()).extracting(LoggedOperation::acknowledged).containsExactly(true, false, true);
    }

    @Test
    void should_fall_behind_rather_than_pile_up_when_the_store_is_slow() {
        LiveWriter writer = writer(new TrafficRate(1000, 1000, 5));

        tick(writer, 500);
        assertThat(store.open).hasSize(5);

        store.open.get(0).complete(null);
        tick(writer, 1);
        assertThat(store.open).hasSize(6);
        endAll(writer);
    }

    @Test
    void should_stop_and_say_so_when_it_runs_out_of_operations_to_make() {
        var writer = new LiveWriter(
                store,
                () -> {
                    throw new IllegalStateException("nothing left");
                },
                log,
                TrafficRate.perSecond(100));

        tick(writer, 3);

        assertThat(writer.isDone()).isTrue();
        assertThatThrownBy(writer::close).hasMessageContaining("nothing left");
    }

    @Test
    void should_send_by_itself_when_it_is_started() {
        LiveStore immediate = operation -> CompletableFuture.completedFuture(null);
        var writer = new LiveWriter(
                immediate, new Updates(), log, TrafficRate.perSecond(1000).atMost(20));

        writer.start();
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!writer.isDone() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        writer.close();

        assertThat(writer.totals()).isEqualTo(new LiveTotals(20, 20, 0));
        assertThat(logged()).hasSize(20).allMatch(LoggedOperation::acknowledged);
    }

    @Test
    void should_send_what_is_held_back_when_it_is_closed_before() {
        List<Operation> arrived = new CopyOnWriteArrayList<>();
        LiveStore immediate = operation -> {
            arrived.add(operation);
            return CompletableFuture.completedFuture(null);
        };
        var source = new Updates() {
            @Override
            public Duration delay() {
                return Duration.ofMillis(made == 1 ? 300 : 0);
            }
        };
        var writer = new LiveWriter(immediate, source, log, new TrafficRate(100, 2, 10));

        tick(writer, 2);
        assertThat(arrived).extracting(Operation::timestampMicros).containsExactly(2L);
        assertThat(writer.totals()).isEqualTo(new LiveTotals(2, 1, 0));
        assertThat(writer.isDone()).isFalse();
        writer.close();

        assertThat(arrived).extracting(Operation::timestampMicros).containsExactly(2L, 1L);
        assertThat(logged()).hasSize(2).allMatch(LoggedOperation::acknowledged);
    }

    @Test
    void should_hold_operations_back_also_in_the_tick_amid_which_it_is_closed() throws Exception {
        Thread closer = Thread.currentThread();
        var inTick = new CountDownLatch(1);
        var source = new Updates() {
            @Override
            public Duration delay() {
                inTick.countDown();
                // On, only when close() waits for this tick to end.
                while (closer.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                return Duration.ofMillis(1);
            }
        };
        var writer = new LiveWriter(
                operation -> CompletableFuture.completedFuture(null), source, log, new TrafficRate(1000, 1, 10));

        writer.start();
        inTick.await();
        writer.close();

        assertThat(logged()).hasSize(1).allMatch(LoggedOperation::acknowledged);
    }

    private void endAll(LiveWriter writer) {
        store.open.forEach(end -> end.complete(null));
        writer.close();
    }

    private LiveWriter writer(TrafficRate pace) {
        return new LiveWriter(store, new Updates(), log, pace);
    }

    private static void tick(LiveWriter writer, int times) {
        for (int i = 0; i < times; i++) {
            writer.tick();
        }
    }

    private List<LoggedOperation> logged() {
        List<LoggedOperation> operations = new ArrayList<>();
        new OperationLogReader(folder).forEach(operations::add);
        return operations;
    }

    /** Updates of one asset. */
    private static class Updates implements OperationSource {
        long made;

        @Override
        public Operation next() {
            made++;
            return new Operation.Update(KEY, made, new VersionedPayload(1, "{\"n\":" + made + "}"));
        }
    }
}
