package dev.reprise.worker.topology.async;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CommitGuardTest {

    private static final TopicPartition ZERO = new TopicPartition("events", 0);
    private static final TopicPartition ONE = new TopicPartition("events", 1);

    /** A task that is as the test says. */
    private static final class Stub implements WatchedTask {
        int inFlight;
        final Set<TopicPartition> uncommitted = new HashSet<>();
        final AtomicInteger commits = new AtomicInteger();

        @Nullable
        AsyncFailureException poison;

        @Override
        public int inFlight() {
            return inFlight;
        }

        @Override
        public Set<TopicPartition> uncommitted() {
            return uncommitted;
        }

        @Override
        public void committed() {
            commits.incrementAndGet();
        }

        @Override
        public void poison(AsyncFailureException cause) {
            poison = cause;
        }
    }

    private final CommitGuard guard = new CommitGuard(System::nanoTime, CommitTimes.IGNORED);
    private final Stub task = new Stub();
    private final Stub neighbour = new Stub();

    @Test
    void should_refuse_the_commit_when_any_task_of_the_thread_has_something_in_flight() {
        guard.watch(task);
        guard.watch(neighbour);
        neighbour.inFlight = 1;

        assertThatThrownBy(() -> guard.refuseWhatBreaksThePromise(Set.of(ZERO)))
                .isInstanceOf(CommitFailedException.class)
                .hasMessageContaining("in flight");
        assertThat(guard.refusals()).isEqualTo(1);
    }

    @Test
    void should_refuse_the_commit_when_it_lacks_the_offsets_of_a_task_that_has_taken_records() {
        guard.watch(task);
        guard.watch(neighbour);
        task.uncommitted.add(ZERO);
        neighbour.uncommitted.add(ONE);

        assertThatThrownBy(() -> guard.refuseWhatBreaksThePromise(Set.of(ZERO)))
                .isInstanceOf(CommitFailedException.class)
                .hasMessageContaining("events-1");
        assertThatCode(() -> guard.refuseWhatBreaksThePromise(Set.of(ZERO, ONE)))
                .doesNotThrowAnyException();
    }

    @Test
    void should_let_the_commit_pass_when_the_task_is_forgotten() {
        guard.watch(task);
        task.inFlight = 1;
        guard.forget(task);

        assertThatCode(() -> guard.refuseWhatBreaksThePromise(Set.of())).doesNotThrowAnyException();
        assertThat(guard.watched()).isZero();
    }

    @Test
    void should_leave_other_threads_alone_and_forget_them_when_they_are_dead() throws InterruptedException {
        task.inFlight = 1;
        Thread other = new Thread(() -> guard.watch(task));
        other.start();
        other.join();

        assertThatCode(() -> guard.refuseWhatBreaksThePromise(Set.of())).doesNotThrowAnyException();
        guard.watch(neighbour);

        assertThat(guard.watched()).as("the dead thread has left nothing").isEqualTo(1);
    }

    @Test
    void should_poison_all_tasks_of_the_thread_when_one_gives_up() {
        guard.watch(task);
        guard.watch(neighbour);
        var cause = new AsyncFailureException("away", null);

        guard.poisonAll(cause);

        assertThat(task.poison).isSameAs(cause);
        assertThat(neighbour.poison).isSameAs(cause);
    }

    @Test
    void should_tell_every_task_of_the_thread_when_its_transaction_is_committed() {
        guard.watch(task);
        guard.watch(neighbour);

        guard.committed();

        assertThat(task.commits).hasValue(1);
        assertThat(neighbour.commits).hasValue(1);
    }
}
