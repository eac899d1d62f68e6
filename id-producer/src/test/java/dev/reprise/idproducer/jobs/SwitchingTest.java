package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.Request;
import dev.reprise.idproducer.plan.Conclusion;
import dev.reprise.idproducer.plan.Plan;
import dev.reprise.idproducer.plan.Planner;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.processor.BlockedException;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.UnreachableSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job whose processor compares its result with the rows, and finishes it once. */
class SwitchingTest extends CoordinatorFixture {

    private static final UUID ASSET = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");

    private static final ProcessorResolver COMPARED = (submit, types, jobs, tables) ->
            new Resolution.Accepted(new Pinned(submit.processor(), Map.of(), Map.of("movie", new Pending.Compared())));

    /** What the comparisons find, one after the other; the last one for ever. */
    private final List<Plan.Compared> found = new ArrayList<>();

    private final List<String> asked = new ArrayList<>();
    private CompletableFuture<String> finished = new CompletableFuture<>();
    private CompletableFuture<Boolean> withdrawn = new CompletableFuture<>();

    private final Planner planner = (submit, pinned, round, kind) -> {
        var shard = Slice.IdShard.of(5, 0, List.of(new LocatedId("2024-01", ASSET)));
        if (kind == Slice.Kind.EMIT) {
            Slice slice = Slice.ofShard("job-1", round, kind, "movie", null, shard);
            return CompletableFuture.completedFuture(new Plan(List.of(slice), null));
        }
        Plan.Compared now = found.size() > 1 ? found.remove(0) : found.get(0);
        Slice slice = Slice.ofShard("job-1", round, kind, "movie", new Pending.Compared(), shard);
        return CompletableFuture.completedFuture(new Plan(now.count() == 0 ? List.of() : List.of(slice), null, now));
    };

    private final Conclusion conclusion = new Conclusion() {
        @Override
        public CompletionStage<String> finish(Request.Submit submit, Pinned pinned) {
            asked.add("finish");
            return finished;
        }

        @Override
        public CompletionStage<Boolean> withdraw(Request.Submit submit, Pinned pinned) {
            asked.add("withdraw");
            return withdrawn;
        }

        @Override
        public String leftovers(Request.Submit submit, Pinned pinned) {
            return "movies-job-1 stays";
        }
    };

    @Override
    Coordinator coordinator(CoordinatorSettings settings) {
        return new Coordinator(settings, planner, conclusion, affinityKey -> 0, output);
    }

    @BeforeEach
    void begin() {
        coordinator = coordinator();
        ask(submit("job-1", "movie", Limits.NONE));
        tick();
        sliceDone(0, 1, 0);
        worker(new Counts(0, 1, 0, 0, 0, 0));
    }

    private void ask(Request request) {
        var posted = new PostedRequest(null, new byte[] {1}, new Rejection.Position("reprocess-requests", 0, 7), 1_000);
        new JobCommandHandler(coordinator, COMPARED, output).handle(request, posted, moment());
    }

    private void untilSwitching() {
        found.add(new Plan.Compared(0, "nothing differs"));
        for (int i = 0; i < 10 && output.last().state() != JobStatus.SWITCHING; i++) {
            coordinator.tick(moment());
        }
        assertThat(output.last().state()).isEqualTo(JobStatus.SWITCHING);
    }

    @Test
    void should_finish_once_nothing_differs_and_say_what_was_done() {
        untilSwitching();
        assertThat(asked).as("before the state is committed").isEmpty();
        coordinator.tick(moment());
        coordinator.tick(moment());
        assertThat(asked).containsExactly("finish");
        finished.complete("the alias has moved");
        coordinator.tick(moment());

        assertThat(output.states())
                .containsExactly(
                        JobStatus.PLANNING,
                        JobStatus.RUNNING,
                        JobStatus.VERIFYING,
                        JobStatus.SWITCHING,
                        JobStatus.COMPLETED);
        assertThat(message()).isEqualTo("the alias has moved");
        assertThat(output.last().endedAt()).isNotNull();
    }

    @Test
    void should_bring_in_what_differs_and_compare_again() {
        found.add(new Plan.Compared(1, "1 missing"));
        tick();
        assertThat(message()).isEqualTo("1 missing");
        assertThat(output.slices.get(1).kind()).isEqualTo(Slice.Kind.VERIFY);
        found.add(0, new Plan.Compared(0, "nothing differs"));
        sliceDone(1, 1, 1);
        worker(new Counts(0, 2, 0, 0, 0, 0));
        finished.complete("moved");
        tick();
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(output.last().unmigrated()).isZero();
    }

    @Test
    void should_never_finish_when_something_differs_after_the_last_round() {
        found.add(new Plan.Compared(1, "1 missing"));
        tick();
        sliceDone(1, 1, 1);
        worker(new Counts(0, 2, 0, 0, 0, 0));
        tick();
        assertThat(output.slices.get(2).kind()).isEqualTo(Slice.Kind.COUNT);
        sliceDone(2, 0, 1);
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(message()).isEqualTo("1 missing; live writers are faster than 2 rounds; movies-job-1 stays");
        assertThat(asked).isEmpty();
    }

    @Test
    void should_never_finish_when_all_that_differs_has_dead_letters() {
        found.add(new Plan.Compared(3, "3 missing"));
        tick();
        sliceDone(1, 0, 0);
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(message()).isEqualTo("3 missing; they have dead letters; movies-job-1 stays");
        assertThat(asked).isEmpty();
    }

    @Test
    void should_wait_and_say_so_when_the_system_is_away() {
        untilSwitching();
        coordinator.tick(moment());
        finished.completeExceptionally(new UnreachableSystemException("no answer of Elasticsearch"));
        coordinator.tick(moment());
        assertThat(output.last().state()).isEqualTo(JobStatus.SWITCHING);
        assertThat(message()).isEqualTo("waiting: no answer of Elasticsearch");

        finished = CompletableFuture.completedFuture("moved");
        coordinator.tick(moment());
        assertThat(asked).as("not at once").containsExactly("finish");
        clock.forward(Duration.ofSeconds(3));
        coordinator.tick(moment());

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void should_pause_when_a_person_must_act_and_go_on_when_resumed() {
        untilSwitching();
        coordinator.tick(moment());
        finished.completeExceptionally(new BlockedException("another job rebuilds it"));
        coordinator.tick(moment());
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message()).isEqualTo("paused: another job rebuilds it");

        finished = CompletableFuture.completedFuture("moved");
        ask(new Request.Resume("job-1", "ana", "cleared"));
        coordinator.tick(moment());

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void should_finish_after_a_crash_between_the_switch_and_its_note() {
        untilSwitching();
        coordinator.tick(moment());
        finished.complete("moved");
        // The answer has come, and nothing of it is stored.
        restart();
        coordinator.tick(moment());

        assertThat(asked).containsExactly("finish", "finish");
        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void should_find_out_whether_it_is_finished_before_it_is_cancelled() {
        untilSwitching();
        coordinator.tick(moment());
        ask(new Request.Cancel("job-1", "ana", "wrong template"));
        assertThat(output.last().state()).as("the switch may be under way").isEqualTo(JobStatus.SWITCHING);
        assertThat(output.story().get(output.story().size() - 1))
                .endsWith("is withdrawn, unless it is finished before");
        restart();
        coordinator.tick(moment());
        withdrawn.complete(true);
        coordinator.tick(moment());

        assertThat(asked).containsExactly("finish", "withdraw");
        assertThat(output.last().state()).isEqualTo(JobStatus.CANCELLED);
        assertThat(message()).isEqualTo("cancelled by ana: wrong template; movies-job-1 stays");
    }

    @Test
    void should_complete_when_the_cancellation_comes_too_late() {
        untilSwitching();
        coordinator.tick(moment());
        ask(new Request.Cancel("job-1", "ana", null));
        withdrawn.complete(false);
        coordinator.tick(moment());

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(message()).isEqualTo("finished before it was cancelled");
    }

    @Test
    void should_be_paused_and_cancelled_while_switching() {
        untilSwitching();
        ask(new Request.Pause("job-1", "ana", null));
        coordinator.tick(moment());
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(asked).isEmpty();
        ask(new Request.Cancel("job-1", "ana", null));
        withdrawn.complete(true);
        coordinator.tick(moment());

        assertThat(asked).containsExactly("withdraw");
        assertThat(output.last().state()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void should_name_what_is_left_when_it_is_cancelled_before() {
        ask(new Request.Cancel("job-1", "ana", null));

        assertThat(output.last().state()).isEqualTo(JobStatus.CANCELLED);
        assertThat(message()).isEqualTo("cancelled by ana; movies-job-1 stays");
        assertThat(asked).isEmpty();
    }
}
