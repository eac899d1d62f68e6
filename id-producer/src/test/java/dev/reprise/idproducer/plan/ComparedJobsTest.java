package dev.reprise.idproducer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.processor.AroundRounds;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.BlockedException;
import dev.reprise.processor.LedJob;
import dev.reprise.processor.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparedJobsTest {

    private static final UUID A = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");
    private static final UUID B = UUID.fromString("5e738000-ab5d-11ee-8000-000000000002");

    private static final Plan WHOLE = new Plan(List.of(), 7L);

    private final Pinned compared =
            new Pinned(new ProcessorSpec("reindex", Map.of()), Map.of(), Map.of("movie", new Pending.Compared()));

    private final List<String> steps = new ArrayList<>();
    private CompletableFuture<AroundRounds.Differences> found = CompletableFuture.completedFuture(
            new AroundRounds.Differences(Map.of("movie", List.of(A, B)), 2, "2 missing"));
    private @Nullable LedJob led;

    private final AroundRounds around = new AroundRounds() {
        @Override
        public CompletionStage<Void> prepare(LedJob job) {
            steps.add("prepare " + job.id());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Differences> compare(LedJob job) {
            steps.add("compare");
            led = job;
            return found;
        }

        @Override
        public CompletionStage<String> finish(LedJob job) {
            return CompletableFuture.completedFuture("finished " + job.id());
        }

        @Override
        public CompletionStage<Boolean> withdraw(LedJob job) {
            return CompletableFuture.completedFuture(false);
        }

        @Override
        public String leftovers(LedJob job) {
            return "the rest of " + job.assetTypes();
        }
    };

    private Optional<AroundRounds> known = Optional.of(around);

    private final ProcessorResolver processors = new ProcessorResolver() {
        @Override
        public Resolution resolve(Request.Submit submit, AssetTypes types, OtherJobs jobs, LookedTables tables) {
            throw new AssertionError("it is accepted");
        }

        @Override
        public Optional<AroundRounds> aroundRounds(ProcessorSpec processor) {
            return known;
        }
    };

    private final AssetRows rows = new AssetRows() {
        @Override
        public CompletionStage<List<AssetPartition>> partitions(String assetType) {
            throw new AssertionError("for the processor");
        }

        @Override
        public CompletionStage<Page> page(IdRange range) {
            throw new AssertionError("for the processor");
        }

        @Override
        public CompletionStage<Map<UUID, Long>> writtenAt(String assetType, Collection<UUID> assetIds) {
            throw new AssertionError("for the processor");
        }

        @Override
        public CompletionStage<Optional<UUID>> newest(IdRange range) {
            throw new AssertionError("for the processor");
        }
    };

    private final ComparedJobs jobs = new ComparedJobs(
            (submit, pinned, round, kind) -> CompletableFuture.completedFuture(WHOLE),
            processors,
            new ComparedJobs.Sources(
                    rows,
                    (type, ids) -> CompletableFuture.completedFuture(
                            ids.stream().map(id -> new LocatedId("2024-01", id)).toList()),
                    (job, cause) ->
                            CompletableFuture.completedFuture(Map.of("movie", Set.of(new LocatedId("2024-01", B))))),
            new GuardedReads(failure -> RemoteError.RETRYABLE),
            () -> Instant.EPOCH);

    private static Request.Submit submit(Mode mode) {
        return new Request.Submit(
                "job-1",
                new Selector.ByType(List.of("movie"), null, null, null),
                new ProcessorSpec("reindex", Map.of()),
                mode,
                Limits.NONE,
                false,
                null,
                null);
    }

    private Plan plan(Mode mode, int round, Slice.Kind kind) {
        return Finished.result(jobs.plan(submit(mode), compared, round, kind).toCompletableFuture());
    }

    @Test
    void should_prepare_before_the_first_round_and_nothing_for_a_preview() {
        assertThat(plan(Mode.PREVIEW, 1, Slice.Kind.EMIT)).isSameAs(WHOLE);
        assertThat(steps).isEmpty();
        assertThat(plan(Mode.RUN, 1, Slice.Kind.EMIT)).isSameAs(WHOLE);
        assertThat(steps).containsExactly("prepare job-1");
    }

    @Test
    void should_plan_what_differs_without_what_has_a_dead_letter() {
        Plan plan = plan(Mode.RUN, 2, Slice.Kind.VERIFY);

        assertThat(steps).containsExactly("prepare job-1", "compare", "prepare job-1");
        assertThat(plan.compared()).isEqualTo(new Plan.Compared(2, "2 missing"));
        assertThat(plan.slices()).singleElement().satisfies(slice -> {
            assertThat(slice.kind()).isEqualTo(Slice.Kind.VERIFY);
            assertThat(slice.round()).isEqualTo(2);
            assertThat(slice.pending()).isEqualTo(new Pending.Compared());
            assertThat(Objects.requireNonNull(slice.shard()).ids()).containsExactly(A);
        });
    }

    @Test
    void should_stop_the_comparison_when_the_plan_is_cancelled() {
        found = new CompletableFuture<>();
        CompletableFuture<Plan> plan =
                jobs.plan(submit(Mode.RUN), compared, 2, Slice.Kind.VERIFY).toCompletableFuture();

        plan.cancel(false);

        assertThat(Objects.requireNonNull(led).cancellation().isCancelled()).isTrue();
    }

    @Test
    void should_hand_the_conclusion_on() {
        assertThat(Finished.result(jobs.finish(submit(Mode.RUN), compared).toCompletableFuture()))
                .isEqualTo("finished job-1");
        assertThat(Finished.result(jobs.withdraw(submit(Mode.RUN), compared).toCompletableFuture()))
                .isFalse();
        assertThat(jobs.leftovers(submit(Mode.RUN), compared)).isEqualTo("the rest of [movie]");
    }

    @Test
    void should_ask_for_a_person_when_this_instance_has_no_such_processor() {
        known = Optional.empty();

        var failed = jobs.plan(submit(Mode.RUN), compared, 1, Slice.Kind.EMIT).toCompletableFuture();

        assertThat(Finished.unwrapped(Objects.requireNonNull(Finished.failure(failed))))
                .isInstanceOf(BlockedException.class);
        assertThat(jobs.leftovers(submit(Mode.RUN), compared)).isEmpty();
    }
}
