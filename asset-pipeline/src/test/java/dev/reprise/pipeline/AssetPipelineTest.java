package dev.reprise.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.FakeAssetStore;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.pipeline.decide.DirectDecisions;
import dev.reprise.pipeline.load.Reading;
import dev.reprise.pipeline.result.Result;
import dev.reprise.pipeline.writeback.SplittingWriteBack;
import dev.reprise.pipeline.writeback.TimestampFence;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AssetPipelineTest {

    private static final Result CHANGED = new Result.Done(Outcome.CHANGED, false);

    private final FakeAssetStore store = new FakeAssetStore();

    private final AssetPipeline pipeline = new AssetPipeline(
            this::read, new SettleTime(Duration.ofSeconds(2)), AssetPipelineTest::classify, new DirectDecisions());

    private RowTask<FencedWrite> task(long groupBytesMax) {
        return MigrateTasks.task(
                SampleMigrations.catalog(),
                "movie",
                2,
                1_000_000,
                new SplittingWriteBack<>(
                        new TimestampFence(store),
                        AssetPipelineTest::classify,
                        write -> write.payload().remaining(),
                        groupBytesMax));
    }

    private List<Result> process(long groupBytesMax, List<UUID> ids) {
        return start(task(groupBytesMax), ids).join();
    }

    private CompletableFuture<List<Result>> start(RowTask<FencedWrite> task, List<UUID> ids) {
        return pipeline.process(task, MigrateTasks.events("movie", ids), new Cancellation())
                .toCompletableFuture();
    }

    private CompletionStage<Reading> read(AssetPartition partition, List<UUID> ids, Cancellation cancellation) {
        return store.read(partition, ids)
                .thenApply(rows -> new Reading(rows, System.nanoTime(), MigrateTasks.NOW.toEpochMilli()));
    }

    private static RemoteError classify(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof IllegalArgumentException ? RemoteError.POISON : RemoteError.RETRYABLE;
    }

    private List<UUID> rows(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            UUID id = new UUID(0x1000L, i);
            ByteBuffer payload = ByteBuffer.wrap("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
            store.rows.put(id, new Asset(id, 1, payload, 1_000_000L + i, i == 0 ? 77 : null, null));
            ids.add(id);
        }
        return ids;
    }

    @Test
    void should_write_a_group_in_one_request_when_all_rows_are_sound() {
        List<UUID> ids = rows(5);

        List<Result> results = process(10_000, ids);

        assertThat(results).containsOnly(CHANGED);
        assertThat(store.writtenGroups).containsExactly(5);
        Asset first = store.rows.get(ids.get(0));
        assertThat(first).isNotNull();
        assertThat(first.writtenAtMicros()).as("one above what was read").isEqualTo(1_000_001L);
        assertThat(first.ttlSeconds()).as("the rest of the life").isEqualTo(77);
        assertThat(first.lastJob()).isEqualTo("job-1");
    }

    @Test
    void should_change_nothing_when_replayed() {
        List<UUID> ids = rows(3);
        List<Result> first = process(10_000, ids);
        Map<UUID, Asset> after = Map.copyOf(store.rows);

        List<Result> second = process(10_000, ids);

        assertThat(second).as("the same outcome for the same event").isEqualTo(first);
        assertThat(store.rows).isEqualTo(after);
    }

    @Test
    void should_split_a_group_when_it_has_too_many_bytes() {
        List<UUID> ids = rows(5);

        List<Result> results = process(20, ids);

        assertThat(results).containsOnly(CHANGED);
        assertThat(store.writtenGroups).allMatch(size -> size <= 2).hasSizeGreaterThan(1);
    }

    @Test
    void should_fail_one_row_alone_when_it_cannot_be_written() {
        List<UUID> ids = rows(5);
        store.unwritable.add(ids.get(2));

        List<Result> results = process(10_000, ids);

        assertThat(results.get(2)).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.failure().stage())
                .isEqualTo(Stage.WRITE));
        assertThat(results).filteredOn(CHANGED::equals).hasSize(4);
    }

    @Test
    void should_fail_one_row_alone_when_it_cannot_be_read() {
        List<UUID> ids = rows(3);
        store.unreadable.add(ids.get(1));

        List<Result> results = process(10_000, ids);

        assertThat(results.get(1)).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.failure().stage())
                .isEqualTo(Stage.READ));
        assertThat(results.get(0)).isEqualTo(CHANGED);
    }

    @Test
    void should_fail_as_a_whole_when_the_database_is_away() {
        List<UUID> ids = rows(3);
        store.away = new IllegalStateException("away");

        CompletableFuture<List<Result>> stage = start(task(10_000), ids);

        assertThat(stage)
                .as("nothing is dead-lettered because a database was down")
                .isCompletedExceptionally();
    }

    @Test
    void should_report_gone_when_there_is_no_row() {
        UUID missing = new UUID(0x1000L, 99);

        List<Result> results = process(10_000, List.of(missing));

        assertThat(results).containsExactly(new Result.Done(Outcome.GONE, false));
        assertThat(store.rows).isEmpty();
    }
}
