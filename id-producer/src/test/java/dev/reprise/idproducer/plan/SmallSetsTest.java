package dev.reprise.idproducer.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.async.Finished;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.read.RefusedSelectionException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Synchronous jobs are for small selections. */
class SmallSetsTest {

    private static final int MAX = 30;

    private final RangedIndex index = new RangedIndex();

    private void fill(String bucket, int assets) {
        for (int i = 0; i < assets; i++) {
            index.add("movie", bucket, Instant.EPOCH.plusMillis(i));
        }
    }

    private static Slice bucket(String name) {
        return new Slice("job", 1, Slice.Kind.EMIT, "movie", name, null, null, null);
    }

    private Plan plan(Mode mode, @Nullable Long assets, String... buckets) {
        var plan = new Plan(List.of(buckets).stream().map(SmallSetsTest::bucket).toList(), assets);
        Planner planner = (submit, pinned, round, kind) -> CompletableFuture.completedFuture(plan);
        var spec = new ProcessorSpec("migrate", Map.of());
        var submit = new Request.Submit(
                "job",
                new Selector.ByType(List.of("movie"), null, null, null),
                spec,
                mode,
                Limits.NONE,
                false,
                null,
                null);
        CompletableFuture<Plan> planned = new SmallSets(planner, index, MAX)
                .plan(submit, new Pinned(spec, Map.of(), Map.of()), 1, Slice.Kind.EMIT)
                .toCompletableFuture();
        planned.exceptionally(failure -> plan).join();
        if (planned.isCompletedExceptionally()) {
            throw (RuntimeException) Finished.unwrapped(Objects.requireNonNull(Finished.failure(planned)));
        }
        return Finished.result(planned);
    }

    @Test
    void should_tell_the_size_when_all_buckets_together_are_small() {
        // given
        fill("a", 10);
        fill("b", 20);

        // when / then
        assertThat(plan(Mode.SYNCHRONOUS, null, "a", "b").assets()).isEqualTo(30);
    }

    @Test
    void should_refuse_with_the_count_when_buckets_together_have_too_much() {
        // given
        fill("a", 2_500);
        fill("b", 20);

        // when / then
        assertThatThrownBy(() -> plan(Mode.SYNCHRONOUS, null, "a", "b"))
                .isInstanceOf(RefusedSelectionException.class)
                .hasMessageContaining("takes up to 30 assets")
                .hasMessageContaining("the selection has 2520:");
    }

    @Test
    void should_stop_counting_when_it_is_far_too_much() {
        // given
        fill("a", 9_000);
        fill("b", 20);

        // when / then
        assertThatThrownBy(() -> plan(Mode.SYNCHRONOUS, null, "a", "b")).hasMessageContaining("has at least 4096:");
        assertThat(index.reads).isEqualTo(2);
    }

    @Test
    void should_refuse_by_the_size_that_is_known() {
        // when / then
        assertThatThrownBy(() -> plan(Mode.SYNCHRONOUS, 31L)).hasMessageContaining("the selection has 31:");
        assertThat(plan(Mode.SYNCHRONOUS, 30L).assets()).isEqualTo(30);
        assertThat(index.reads).isZero();
    }

    @Test
    void should_count_nothing_when_a_job_is_not_synchronous() {
        // given
        fill("a", 1_000);

        // when / then
        assertThat(plan(Mode.RUN, null, "a").assets()).isNull();
        assertThat(index.reads).isZero();
    }
}
