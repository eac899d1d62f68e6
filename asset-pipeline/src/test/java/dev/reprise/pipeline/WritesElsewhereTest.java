package dev.reprise.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.pipeline.decide.DirectDecisions;
import dev.reprise.pipeline.load.Reading;
import dev.reprise.pipeline.result.Result;
import dev.reprise.processor.Applied;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rows of a processor that writes to another system. */
class WritesElsewhereTest {

    private static final UUID GONE = new UUID(0x1000L, 0);
    private static final UUID STAMP = new UUID(0x1000L, 1);
    private static final UUID FRESH = new UUID(0x1000L, 2);
    private static final UUID AHEAD = new UUID(0x1000L, 3);

    private static final long NOW_MICROS = TimeUnit.MILLISECONDS.toMicros(MigrateTasks.NOW.toEpochMilli());

    private final List<String> effects = new ArrayList<>();

    private List<Result> process(boolean isPreview, UUID... ids) {
        Map<UUID, Asset> rows = Map.of(
                STAMP, new Asset(STAMP, null, null, 0, null, "job-0"),
                FRESH, row(FRESH, NOW_MICROS - 1),
                AHEAD, row(AHEAD, NOW_MICROS + 2_000_001));
        var pipeline = new AssetPipeline(
                (partition, asked, cancellation) ->
                        CompletableFuture.completedFuture(new Reading(rows, 0, MigrateTasks.NOW.toEpochMilli())),
                new SettleTime(Duration.ofSeconds(2)),
                failure -> RemoteError.FATAL,
                new DirectDecisions());
        Sink<String> sink = (partition, decided, readAt, cancellation) -> {
            effects.addAll(decided);
            return CompletableFuture.completedFuture(decided.stream()
                    .map(one -> one.startsWith("remove") ? Applied.GONE : Applied.CHANGED)
                    .toList());
        };
        var pinned = new Pinned(new ProcessorSpec("elsewhere", Map.of()), Map.of(), Map.of());
        var work = new Work("job-1", "movie", pinned, MigrateTasks.NOW, 100);
        var task = new RowTask<>(work, new Elsewhere(), isPreview ? null : sink, false);
        return pipeline.process(task, MigrateTasks.events("movie", List.of(ids)), new Cancellation())
                .toCompletableFuture()
                .join();
    }

    private static Asset row(UUID id, long writtenAtMicros) {
        return new Asset(id, 1, ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)), writtenAtMicros, null, null);
    }

    @Test
    void should_hand_rows_that_are_gone_to_the_sink() {
        List<Result> results = process(false, GONE, STAMP);

        assertThat(effects).containsExactly("remove " + GONE, "remove " + STAMP);
        assertThat(results).containsOnly(new Result.Done(Outcome.GONE, false));
    }

    @Test
    void should_do_nothing_about_a_row_that_is_gone_in_a_preview() {
        List<Result> results = process(true, GONE);

        assertThat(results).singleElement().satisfies(one -> assertThat(one).isInstanceOf(Result.Previewed.class));
        assertThat(effects).isEmpty();
    }

    @Test
    void should_not_wait_for_rows_but_refuse_those_of_the_future() {
        List<Result> results = process(false, FRESH, AHEAD);

        assertThat(effects).containsExactly("write " + FRESH);
        assertThat(results.get(0)).isEqualTo(new Result.Done(Outcome.CHANGED, false));
        assertThat(results.get(1)).isInstanceOfSatisfying(Result.Failed.class, failed -> assertThat(
                        failed.failure().cause())
                .isEqualTo("WriteTimeAhead"));
    }

    /** Says what it does. */
    private static final class Elsewhere implements AssetProcessor<String> {

        @Override
        public String name() {
            return "elsewhere";
        }

        @Override
        public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
            throw new AssertionError("a worker resolves nothing");
        }

        @Override
        public Decision<String> decide(Work work, Asset row, Consumer<Step> at) {
            return new Decision.Apply<>("write " + row.assetId());
        }

        @Override
        public Decision<String> decideGone(Work work, UUID assetId) {
            return new Decision.Apply<>("remove " + assetId);
        }

        @Override
        public boolean waitsForSettledRows() {
            return false;
        }

        @Override
        public boolean refusesRowsAhead() {
            return true;
        }

        @Override
        public Preview.Change describe(Asset row, String effect) {
            JsonNodeFactory json = JsonNodeFactory.instance;
            @Nullable String note = null;
            return new Preview.Change(1, 1, 0, 0, json.arrayNode(), json.objectNode(), json.objectNode(), note);
        }

        @Override
        public Sink<String> sink(SinkContext context) {
            throw new AssertionError("the test has its own");
        }
    }
}
