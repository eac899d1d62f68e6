package dev.reprise.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.FakeAssetStore;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.migration.processor.MigrateProcessor;
import dev.reprise.pipeline.decide.DirectDecisions;
import dev.reprise.pipeline.load.Reading;
import dev.reprise.pipeline.result.Result;
import dev.reprise.pipeline.writeback.TimestampFence;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Message;
import dev.reprise.processor.Processors;
import dev.reprise.processor.Work;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final UUID ID = new UUID(0x1000L, 1);
    private static final Instant NOW = MigrateTasks.NOW;
    private static final long SETTLED = micros(NOW.minusSeconds(60));
    private static final long UNSETTLED = micros(NOW.minusSeconds(1));

    private final FakeAssetStore store = new FakeAssetStore();
    private final Observer observer = new Observer();
    private final AssetPipeline pipeline = new AssetPipeline(
            (partition, ids, cancellation) ->
                    store.read(partition, ids).thenApply(rows -> new Reading(rows, 0, NOW.toEpochMilli())),
            new SettleTime(Duration.ofSeconds(2)),
            failure -> RemoteError.FATAL,
            new DirectDecisions());
    private final RunningProcessors running = new RunningProcessors(
            Processors.of(List.of(new MigrateProcessor(SampleMigrations.catalog()), observer)),
            processor -> new RowsAlone(new TimestampFence(store)),
            RowsInFlight.UNWATCHED);

    private static long micros(Instant time) {
        return time.toEpochMilli() * 1000;
    }

    private void row(int version, long writtenAtMicros, String payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8));
        store.rows.put(ID, new Asset(ID, version, bytes, writtenAtMicros, null, null));
    }

    private static Pinned observed() {
        return new Pinned(
                new ProcessorSpec("observe", Map.of()), Map.of(), Map.of(Pinned.EVERY_TYPE, new Pending.Nothing()));
    }

    private Result run(Pinned chain, String assetType, boolean isPreview) {
        return run(running.find(chain.processor()).orElseThrow(), chain, assetType, isPreview);
    }

    private <E> Result run(RunningProcessors.Running<E> found, Pinned chain, String assetType, boolean isPreview) {
        var work = new Work("job-1", assetType, chain, NOW, 1_000_000);
        return pipeline.process(
                        found.task(work, isPreview, false),
                        MigrateTasks.events(assetType, List.of(ID)),
                        new Cancellation())
                .toCompletableFuture()
                .join()
                .get(0);
    }

    private Result run() {
        return run(migrateThenObserve(), "movie", false);
    }

    private static Pinned migrateThenObserve() {
        return Pinned.chain(List.of(MigrateTasks.pinned("movie", 2, Map.of()), observed()));
    }

    @Test
    void should_show_a_step_the_row_as_the_one_before_writes_it() {
        row(1, SETTLED, "{\"a\":1}");

        Result result = run();

        assertThat(result).isEqualTo(new Result.Done(Outcome.CHANGED, false));
        Asset written = store.rows.get(ID);
        assertThat(observer.applied).containsExactly(written);
        assertThat(written).isNotNull();
        assertThat(written.schemaVersion()).isEqualTo(2);
        assertThat(written.writtenAtMicros()).isEqualTo(SETTLED + 1);
    }

    @Test
    void should_run_a_later_step_when_an_earlier_one_has_nothing_to_do() {
        row(2, SETTLED, "{}");

        assertThat(run()).isEqualTo(new Result.Done(Outcome.CHANGED, false));

        assertThat(observer.applied).hasSize(1);
        assertThat(store.writtenGroups).isEmpty();
    }

    @Test
    void should_come_to_the_same_when_it_is_replayed() {
        row(1, SETTLED, "{\"a\":1}");
        Result first = run();
        Asset written = store.rows.get(ID);

        Result second = run();

        assertThat(second).isEqualTo(first);
        assertThat(store.rows.get(ID)).isEqualTo(written);
        assertThat(observer.applied).containsExactly(written, written);
    }

    @Test
    void should_stop_at_the_first_step_that_fails_and_name_it() {
        row(1, SETTLED, "not JSON");

        Result result = run();

        assertThat(result).isInstanceOfSatisfying(Result.Failed.class, failed -> {
            assertThat(failed.failure().stage()).isEqualTo(Stage.READ);
            assertThat(failed.failure().cause()).isEqualTo("PayloadNotJson");
            assertThat(failed.failure().reason()).startsWith("step 1, migrate: the payload");
        });
        assertThat(observer.decided).isEmpty();
        assertThat(observer.applied).isEmpty();
    }

    @Test
    void should_do_the_steps_before_when_a_later_one_decides_that_it_fails() {
        row(1, SETTLED, "{\"a\":1}");
        observer.decision = row -> new Decision.Failed<>(Failure.of(Stage.VALIDATE, "Bad", "it is bad"));

        Result result = run();

        assertThat(result)
                .isEqualTo(new Result.Failed(Failure.of(Stage.VALIDATE, "Bad", "step 2, observe: it is bad"), false));
        assertThat(store.rows.get(ID))
                .isNotNull()
                .extracting(Asset::schemaVersion)
                .isEqualTo(2);
    }

    @Test
    void should_stop_and_name_the_step_when_its_sink_fails() {
        row(2, SETTLED, "{}");
        observer.result = row -> new Applied.Failed(Failure.of(Stage.WRITE, "Refused", "no"));

        assertThat(run(Pinned.chain(List.of(observed(), observed())), "movie", false))
                .isEqualTo(new Result.Failed(Failure.of(Stage.WRITE, "Refused", "step 1, observe: no"), false));

        assertThat(observer.applied).as("the second step is not reached").hasSize(1);
    }

    @Test
    void should_send_messages_of_all_steps_only_when_all_have_come_through() {
        row(2, SETTLED, "{}");
        var message = new Message("topic", "key", "value", Map.of());
        observer.result = row -> new Applied.Sent(message);
        Pinned twice = Pinned.chain(List.of(observed(), observed()));

        Result both = run(twice, "movie", false);
        observer.result = row -> observer.applied.size() == 3
                ? new Applied.Sent(message)
                : new Applied.Failed(Failure.of(Stage.WRITE, "Refused", "no"));
        Result second = run(twice, "movie", false);

        assertThat(both).isEqualTo(new Result.Sent(List.of(message, message), false));
        assertThat(second).isInstanceOf(Result.Failed.class);
    }

    @Test
    void should_park_the_event_when_a_step_is_refused() {
        row(1, SETTLED, "{\"a\":1}");
        observer.result = row -> new Applied.Refused("finds no index");

        assertThat(run()).isEqualTo(new Result.Refused("finds no index"));
    }

    @Test
    void should_leave_a_row_to_its_live_writer_when_a_step_would_write_it() {
        row(1, UNSETTLED, "{\"a\":1}");

        assertThat(run()).isEqualTo(new Result.Done(Outcome.OVERTAKEN, false));

        assertThat(observer.applied).isEmpty();
        assertThat(store.writtenGroups).isEmpty();
    }

    @Test
    void should_not_leave_out_a_row_at_the_target_that_no_later_round_looks_at() {
        row(2, UNSETTLED, "{}");

        assertThat(run()).isEqualTo(new Result.Done(Outcome.CHANGED, false));

        assertThat(observer.applied).hasSize(1);
    }

    @Test
    void should_skip_a_step_that_does_nothing_to_the_type() {
        row(1, SETTLED, "{\"a\":1}");

        assertThat(run(migrateThenObserve(), "poster", false)).isEqualTo(new Result.Done(Outcome.CHANGED, false));

        assertThat(store.writtenGroups).isEmpty();
        assertThat(observer.applied).extracting(Asset::schemaVersion).containsExactly(1);
    }

    @Test
    void should_describe_every_step_and_do_nothing_in_a_preview() {
        row(1, SETTLED, "{\"a\":1}");

        Result result = run(migrateThenObserve(), "movie", true);

        assertThat(result).isInstanceOfSatisfying(Result.Previewed.class, previewed -> {
            Preview.Change change = previewed.preview().change();
            assertThat(change).isNotNull();
            assertThat(change.fromVersion()).isEqualTo(1);
            assertThat(change.toVersion()).isEqualTo(2);
            assertThat(change.after().path("observed").intValue()).isEqualTo(2);
            assertThat(change.note()).isEqualTo("observe: seen");
        });
        assertThat(observer.applied).isEmpty();
        assertThat(store.writtenGroups).isEmpty();
    }

    @Test
    void should_have_every_step_do_what_it_has_to_do_about_a_row_that_is_gone() {
        var message = new Message("topic", "key", "value", Map.of());
        observer.gone = new Decision.Apply<>(new Asset(ID, null, null, 1, null, null));
        observer.result = row -> new Applied.Done(Outcome.GONE);
        Pinned twice = Pinned.chain(List.of(observed(), observed()));

        assertThat(run(twice, "movie", false)).isEqualTo(new Result.Done(Outcome.GONE, false));
        assertThat(observer.applied).hasSize(2);
        observer.result = row -> new Applied.Sent(message);
        assertThat(run(twice, "movie", false)).isEqualTo(new Result.Sent(List.of(message, message), false));
    }

    @Test
    void should_have_the_steps_behind_decide_about_a_row_that_is_gone_when_one_deletes_it() {
        row(2, SETTLED, "{}");
        observer.gone = new Decision.Apply<>(new Asset(ID, null, null, 1, null, null));
        observer.leaves = row -> Optional.empty();
        observer.result = row -> row.payload() == null ? Applied.GONE : Applied.CHANGED;

        Result result = run(Pinned.chain(List.of(observed(), observed())), "movie", false);

        assertThat(result).isEqualTo(new Result.Done(Outcome.CHANGED, false));
        assertThat(observer.decided).hasSize(1);
        assertThat(observer.applied).extracting(Asset::schemaVersion).containsExactly(2, null);
    }

    @Test
    void should_find_no_chain_when_a_step_is_unknown() {
        var spec = ProcessorSpec.chain(
                List.of(new ProcessorSpec("migrate", Map.of()), new ProcessorSpec("fly", Map.of())));

        assertThat(running.find(spec)).isEmpty();
        assertThat(running.unknown(spec)).containsExactly("fly");
    }
}
