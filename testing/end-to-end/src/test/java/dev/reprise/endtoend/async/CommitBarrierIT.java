package dev.reprise.endtoend.async;

import static dev.reprise.endtoend.async.EchoStream.RECORDS;
import static dev.reprise.endtoend.async.EchoStream.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.service.kafka.StreamsRunner;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.CommitTimes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * No offset is committed before its operation is over, and no result without its offset, on whatever path Kafka Streams
 * comes to a commit. A version of Kafka that changes this fails here.
 */
@ExtendWith(LocalStackExtension.class)
class CommitBarrierIT {

    private static final Duration OFTEN = Duration.ofMillis(50);

    /** Longer than a test: what is committed was committed for another reason. */
    private static final Duration NEVER = EchoStream.TRANSACTION_TIMEOUT.minusMinutes(1);

    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final CommitGuard guard = new CommitGuard(System::nanoTime, CommitTimes.IGNORED);
    private final SlowEcho.Watch watch = watch();

    @TempDir
    Path folder;

    @AfterEach
    void stopThreads() {
        executor.shutdownNow();
    }

    @Test
    void should_forward_each_result_once_when_tasks_move_and_commits_are_frequent(LocalStack stack)
            throws ExecutionException, InterruptedException {
        var stream = prepared(stack, "barrier-moves");
        try (StreamsRunner first = stream.instance(1, OFTEN, guard, watch)) {
            first.start();
            await(() -> stream.outputs().size() > RECORDS / 10);
            // Tasks are revoked and given to another instance while operations are in flight, and come back.
            try (StreamsRunner second = stream.instance(2, OFTEN, guard, watch)) {
                second.start();
                await(second::isRunning);
                await(() -> stream.outputs().size() > RECORDS / 2);
            }
            await(() -> stream.outputs().size() >= RECORDS);
        }

        assertEachOnce(stream);
        assertThat(watch.commits.get())
                .as("Kafka Streams calls the barrier before commits")
                .isGreaterThan(5);
        assertThat(guard.refusals()).isZero();
    }

    @Test
    void should_drain_when_the_processor_asks_for_a_commit(LocalStack stack)
            throws ExecutionException, InterruptedException {
        var stream = prepared(stack, "barrier-requested");
        watch.commitEach = 50;
        try (StreamsRunner runner = stream.instance(1, NEVER, guard, watch)) {
            runner.start();
            // The last records may be without a request behind them; they go with the close, if they have been begun by
            // then.
            await(() -> watch.begun.get() >= RECORDS && stream.outputs().size() >= RECORDS - 3 * 50);
        }

        assertEachOnce(stream);
        assertThat(guard.refusals()).isZero();
    }

    @Test
    void should_drain_and_commit_what_was_begun_when_closed(LocalStack stack)
            throws ExecutionException, InterruptedException {
        var stream = prepared(stack, "barrier-close");
        try (StreamsRunner runner = stream.instance(1, NEVER, guard, watch)) {
            runner.start();
            await(() -> watch.begun.get() > RECORDS / 10);
            assertThat(stream.outputs()).as("nothing is committed before").isEmpty();
        }

        assertThat(stream.outputs())
                .hasSizeGreaterThan(RECORDS / 10)
                .doesNotHaveDuplicates()
                .hasSize((int) stream.committed());
        assertThat(guard.refusals()).isZero();
    }

    @Test
    void should_drain_and_commit_when_tasks_are_revoked(LocalStack stack)
            throws ExecutionException, InterruptedException {
        var stream = prepared(stack, "barrier-revoked");
        try (StreamsRunner first = stream.instance(1, NEVER, guard, watch)) {
            first.start();
            await(() -> watch.begun.get() > RECORDS / 10);
            try (StreamsRunner second = stream.instance(2, NEVER, guard, watch)) {
                second.start();
                // The first instance never commits by itself: what appears was committed because tasks were taken away.
                await(() -> !stream.outputs().isEmpty());
                await(() -> watch.begun.get() >= RECORDS);
            }
        }

        assertEachOnce(stream);
        assertThat(guard.refusals()).isZero();
    }

    @Test
    void should_replay_and_forward_once_when_operations_fail(LocalStack stack)
            throws ExecutionException, InterruptedException {
        var stream = prepared(stack, "barrier-failures");
        watch.failures.set(3);
        try (StreamsRunner runner = stream.instance(1, OFTEN, guard, watch)) {
            runner.start();
            await(() -> stream.outputs().size() >= RECORDS);
        }

        assertEachOnce(stream);
        assertThat(watch.begun.get()).as("what had failed was done again").isGreaterThan(RECORDS);
        assertThat(guard.refusals()).isZero();
    }

    @Test
    void should_take_back_what_was_forwarded_while_draining_when_the_commit_does_not_follow(LocalStack stack)
            throws ExecutionException, InterruptedException {
        var stream = prepared(stack, "barrier-aborts");
        watch.aborts.set(4);
        try (StreamsRunner runner = stream.instance(1, OFTEN, guard, watch)) {
            runner.start();
            await(() -> stream.outputs().size() >= RECORDS);
        }

        assertEachOnce(stream);
        assertThat(watch.forwarded.get())
                .as("results had been forwarded in the transactions that were aborted")
                .isGreaterThan(RECORDS);
        assertThat(watch.aborts).hasValue(0);
    }

    @Test
    void should_refuse_to_commit_the_neighbours_when_a_task_is_corrupted(LocalStack stack)
            throws ExecutionException, InterruptedException {
        var stream = prepared(stack, "barrier-corrupted");
        watch.corruptions.set(3);
        try (StreamsRunner runner = stream.instance(1, Duration.ofMillis(200), guard, watch)) {
            runner.start();
            await(() -> stream.outputs().size() >= RECORDS);
        }

        assertEachOnce(stream);
        assertThat(watch.corruptions).hasValue(0);
        assertThat(guard.refusals())
                .as("Kafka Streams commits the neighbours first, with results of the corrupted task in the transaction")
                .isPositive();
    }

    @Test
    void should_refuse_the_commit_when_the_barrier_is_not_called(LocalStack stack)
            throws ExecutionException, InterruptedException {
        var stream = prepared(stack, "barrier-off");
        watch.deaf = true;
        try (StreamsRunner runner = stream.instance(1, OFTEN, guard, watch)) {
            runner.start();

            await(() -> guard.refusals() > 0);
        }
    }

    private void assertEachOnce(EchoStream stream) throws ExecutionException, InterruptedException {
        assertThat(stream.outputs()).hasSize(RECORDS).doesNotHaveDuplicates();
        assertThat(stream.committed()).as("offsets go with their results").isEqualTo(RECORDS);
    }

    private EchoStream prepared(LocalStack stack, String name) throws ExecutionException, InterruptedException {
        var stream = new EchoStream(stack, name, folder);
        stream.prepare();
        return stream;
    }

    private SlowEcho.Watch watch() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        return new SlowEcho.Watch(seed, executor);
    }
}
