package dev.reprise.pipeline.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import dev.reprise.processor.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DecisionThreadsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Five looks. */
    private static final Duration TIME_MAX = DecisionThreads.LOOK_EVERY.multipliedBy(5);

    private static final int STUCK_MAX = 3;

    private final DecisionThreads threads =
            new DecisionThreads(new DecisionThreads.Limits(2, TIME_MAX, STUCK_MAX), DecisionThreadsTest::daemon);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Map<String, Integer> judged = new ConcurrentHashMap<>();
    private final Cancellation open = new Cancellation();

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "decisions");
        thread.setDaemon(true);
        return thread;
    }

    @AfterEach
    void stop() {
        release.countDown();
        threads.close();
    }

    /** A row named {@code stuck…} does not end, nor look at an interruption, before the test releases it. */
    private final class Rows implements Judgement<String, String> {

        private final String subject;
        private final Function<String, String> does;

        Rows(String subject, Function<String, String> does) {
            this.subject = subject;
            this.does = does;
        }

        @Override
        public String subject() {
            return subject;
        }

        @Override
        public String judge(String row, Consumer<Step> at) {
            judged.merge(row, 1, Integer::sum);
            at.accept(new Step(Stage.MIGRATE, "the migration", "movie/V2__slow", "abc"));
            return does.apply(row);
        }

        @Override
        public String failed(String row, Failure failure) {
            return failure.stage() + " " + failure.cause() + ": " + failure.reason() + ", " + failure.migration();
        }

        @Override
        public Object identity(String row) {
            return row;
        }
    }

    private Rows rows(String subject) {
        return new Rows(subject, row -> {
            while (row.startsWith("stuck") && release.getCount() > 0) {
                Thread.onSpinWait();
            }
            return "done " + row;
        });
    }

    private CompletableFuture<List<String>> each(Rows judgement, String... rows) {
        return threads.each(List.of(rows), judgement, open).toCompletableFuture();
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            threads.look();
        }
    }

    private static void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private void awaitRow(String row) {
        until(() -> judged.containsKey(row));
    }

    /** Looks until this many threads are stuck. */
    private void awaitStuck(int count) {
        until(() -> {
            threads.look();
            return threads.stuck() == count;
        });
    }

    @Test
    void should_fail_a_row_alone_and_go_on_with_its_neighbours_when_it_does_not_end() {
        var group = each(rows("movie"), "one", "stuck", "three");
        awaitRow("stuck");

        awaitStuck(1);

        assertThat(group)
                .succeedsWithin(SOON)
                .isEqualTo(List.of(
                        "done one",
                        "MIGRATE MigrationTooSlow: the migration movie/V2__slow takes longer than PT0.5S,"
                                + " movie/V2__slow@abc",
                        "done three"));
        assertThat(threads.tooSlow()).isEqualTo(1);
    }

    @Test
    void should_not_count_the_time_in_the_queue_when_all_threads_are_busy() {
        var busy = List.of(each(rows("movie"), "stuck 1"), each(rows("movie"), "stuck 2"));
        awaitRow("stuck 1");
        awaitRow("stuck 2");
        var queued = each(rows("movie"), "queued");

        look(5);
        assertThat(threads.stuck()).as("less than the time").isZero();
        release.countDown();

        assertThat(queued).succeedsWithin(SOON).isEqualTo(List.of("done queued"));
        assertThat(busy).allSatisfy(one -> assertThat(one).succeedsWithin(SOON));
    }

    @Test
    void should_let_other_groups_go_on_when_more_rows_do_not_end_than_there_are_threads() {
        var slow = each(rows("movie"), "stuck 1", "stuck 2");
        var other = each(rows("song"), "one", "two");

        awaitStuck(2);

        assertThat(slow).succeedsWithin(SOON).satisfies(all -> assertThat(all)
                .allMatch(one -> one.contains("MigrationTooSlow")));
        assertThat(other).succeedsWithin(SOON).isEqualTo(List.of("done one", "done two"));
    }

    @Test
    void should_begin_nothing_more_about_a_subject_when_too_many_of_its_rows_are_stuck() {
        var slow = each(rows("movie"), "stuck 1", "stuck 2", "stuck 3", "four");
        awaitStuck(STUCK_MAX);

        assertThat(slow).failsWithin(SOON).withThrowableThat().withRootCauseInstanceOf(StuckDecisionsException.class);
        assertThat(threads.refusal("movie")).hasValueSatisfying(words -> assertThat(words)
                .contains("has 3 decisions that do not end, 3 of them about movie"));
        assertThat(threads.refusal("song")).isEmpty();
        assertThat(each(rows("song"), "one")).succeedsWithin(SOON);

        release.countDown();
        until(() -> threads.stuck() == 0);
        assertThat(threads.refusal("movie")).isEmpty();
        assertThat(each(rows("movie"), "four")).succeedsWithin(SOON).isEqualTo(List.of("done four"));
    }

    @Test
    void should_not_try_a_row_again_when_it_was_too_slow_a_short_while_ago() {
        var first = each(rows("movie"), "stuck");
        awaitStuck(1);
        assertThat(first).succeedsWithin(SOON);

        var replay = each(rows("movie"), "stuck");

        assertThat(replay).succeedsWithin(SOON).isEqualTo(first.getNow(List.of()));
        assertThat(judged).containsEntry("stuck", 1);
        look(3_000);
        release.countDown();
        assertThat(each(rows("movie"), "stuck")).succeedsWithin(SOON).isEqualTo(List.of("done stuck"));
    }

    @Test
    void should_end_a_thread_when_its_decision_looks_at_the_interruption() {
        var interruptible = new Rows("movie", row -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            return "thrown away";
        });
        var group = each(interruptible, "endless");
        awaitRow("endless");

        until(() -> {
            threads.look();
            return group.isDone();
        });

        assertThat(group.getNow(List.of())).singleElement().asString().contains("MigrationTooSlow");
        until(() -> threads.stuck() == 0);
    }

    @Test
    void should_fail_the_row_with_the_class_alone_when_a_decision_throws_whatever_it_is() {
        for (Throwable thrown : List.of(
                new IllegalStateException("secret"),
                new StackOverflowError("secret"),
                new NoClassDefFoundError("secret"),
                new AssertionError("secret"))) {
            var throwing = new Rows("movie", row -> {
                throw sneaky(thrown);
            });

            assertThat(each(throwing, "one", "two")).succeedsWithin(SOON).satisfies(all -> assertThat(all)
                    .hasSize(2)
                    .allMatch(
                            one -> one.startsWith("MIGRATE " + thrown.getClass().getSimpleName() + ": "))
                    .noneMatch(one -> one.contains("secret")));
        }
    }

    @Test
    void should_fail_the_group_and_go_on_when_the_virtual_machine_is_at_its_end() {
        var throwing = new Rows("movie", row -> {
            throw new OutOfMemoryError("of the machine, not of the row");
        });

        assertThat(each(throwing, "one"))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(OutOfMemoryError.class);
        assertThat(each(rows("movie"), "two")).succeedsWithin(SOON);
        assertThat(each(rows("movie"), "three")).succeedsWithin(SOON);
    }

    @Test
    void should_drop_a_group_that_waits_when_it_is_cancelled() {
        var busy = each(rows("movie"), "stuck 1", "stuck 2");
        var other = each(rows("movie"), "stuck 3");
        awaitRow("stuck 1");
        awaitRow("stuck 3");
        var cancellation = new Cancellation();
        var stale = threads.each(List.of("stale"), rows("movie"), cancellation).toCompletableFuture();

        cancellation.cancel();
        release.countDown();

        assertThat(stale).failsWithin(SOON);
        assertThat(busy).succeedsWithin(SOON);
        assertThat(other).succeedsWithin(SOON);
        assertThat(judged).doesNotContainKey("stale");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
