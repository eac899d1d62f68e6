package dev.reprise.worker.topology.async;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorNode;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream processor whose work is asynchronous. A subclass turns a record into an item, says what is done with a group of
 * items, and forwards each result; this class sees to it that a commit waits for all of them, and that results are
 * forwarded within the transaction of their offset.
 *
 * <p>A poisoned engine surfaces as {@link TaskMigratedException}: Kafka Streams aborts the transaction, closes the tasks
 * dirty, joins again and replays. (TaskCorruptedException would not do: it commits the other tasks of the thread first,
 * through the same producer.)
 *
 * <p>Threading: one stream thread.
 *
 * @param <I> items
 * @param <O> results
 */
public abstract class AsyncProcessor<I, O> implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncProcessor.class);

    /** Groups that do not fill up are sent after this. */
    private static final Duration LINGER = Duration.ofMillis(20);

    /** Fewer items are not worth a transaction of their own. */
    private static final int EARLY_COMMIT_FROM = 200;

    private final String barrierName;
    private final CommitGuard guard;
    private final AsyncLimits limits;
    private final InFlightBudget budget;
    private final RestartBackoff restartBackoff;
    private final WatchedTask watched = new Watched();
    private final Set<TopicPartition> uncommitted = new HashSet<>();
    private InternalProcessorContext<byte[], byte[]> context;
    private ProcessorNode<?, ?, ?, ?> node;
    private AsyncEngine<I, O> engine;
    private Cancellable linger;
    private boolean givenUp;
    private int sinceCommit;

    /**
     * Creates the processor.
     *
     * @param barrierName name of the {@link CommitBarrier} that is connected with this processor
     * @param guard the guard of the stream, which also makes its producers
     * @param budget that of the instance
     * @param restartBackoff that of the stream
     */
    protected AsyncProcessor(
            String barrierName,
            CommitGuard guard,
            AsyncLimits limits,
            InFlightBudget budget,
            RestartBackoff restartBackoff) {
        this.barrierName = barrierName;
        this.guard = guard;
        this.limits = limits;
        this.budget = budget;
        this.restartBackoff = restartBackoff;
    }

    /** Turns a record into an item, or deals with it at once by {@link #context()} and gives {@code null}. */
    protected abstract @org.jspecify.annotations.Nullable I accept(ConsumedRecord<byte[], byte[]> consumed);

    /** Begins the operation on a group. */
    protected abstract AsyncOperation<I, O> operation();

    /** Returns the group of an item: what may share an operation. */
    protected abstract Object groupOf(I item);

    /** Returns the key of an item: what must be done one after the other. */
    protected abstract Object keyOf(I item);

    /** Returns whether the sender marks a run of items, which should go into one operation, as beginning with this one. */
    protected boolean beginsRun(I item) {
        return false;
    }

    /** Returns where an item came from. */
    protected abstract ConsumedRecord<byte[], byte[]> originOf(I item);

    /** Forwards what became of an item; runs as if within {@code process()} of its record. */
    protected abstract void handOn(I item, O result);

    /** Forwards what belongs to the whole of a commit; nothing is in flight, and the commit follows. */
    protected abstract void beforeCommit();

    /** Called many times a second, as if within {@code process()}: the time to {@link #submit} what was kept for later. */
    protected void onTick() {
        // Most have nothing that waits.
    }

    /** Sets the subclass up; stores are ready. */
    protected abstract void start(ProcessorContext<byte[], byte[]> processorContext);

    /** Begins, or begins again: a task that was suspended or given up may be revived with the same processor. */
    @Override
    @SuppressWarnings("unchecked")
    public final void init(ProcessorContext<byte[], byte[]> processorContext) {
        restartBackoff.rest();
        givenUp = false;
        uncommitted.clear();
        context = (InternalProcessorContext<byte[], byte[]>) processorContext;
        node = context.currentNode();
        sinceCommit = 0;
        engine = new AsyncEngine<>(
                operation(), this::groupOf, this::keyOf, limits, budget, restartBackoff, this::handOnInItsContext);
        guard.watch(watched);
        CommitBarrier barrier = context.getStateStore(barrierName);
        barrier.beforeCommit(this::drain);
        start(processorContext);
        linger = context.schedule(
                LINGER,
                PunctuationType.WALL_CLOCK_TIME,
                now -> orGiveUp(() -> {
                    onTick();
                    flush();
                }));
    }

    @Override
    public final void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        // From here on the transaction may hold what belongs to this record.
        uncommitted.add(new TopicPartition(from.topic(), from.partition()));
        orGiveUp(() -> {
            I item = accept(new ConsumedRecord<>(record, from.topic(), from.partition(), from.offset()));
            if (item != null) {
                if (beginsRun(item)) {
                    engine.beginRun(item);
                }
                engine.submit(item);
            }
        });
    }

    @Override
    public void close() {
        guard.forget(watched);
        linger.cancel();
        // Asked to flush after this, which happens on the way to a dirty close, it fails at once and rests for nobody.
        givenUp = true;
        // What is still in flight runs on without effect on Kafka; its writes are fenced and will be repeated.
        engine.close();
    }

    /** Begins the operation on an item; waits while too much is in flight. */
    protected final void submit(I item) {
        engine.submit(item);
    }

    /** Returns the context, for forwarding and stores. */
    protected final ProcessorContext<byte[], byte[]> context() {
        return context;
    }

    /**
     * An instance that has run dry commits early: the sender measures by commits how much more to send. One task alone is
     * dry many times a second, and its commit would drain all others of the thread, which are in the midst of their work.
     */
    private void flush() {
        engine.flush();
        if (budget.isUnused() && sinceCommit >= EARLY_COMMIT_FROM) {
            context.commit();
        }
    }

    private void drain() {
        orGiveUp(() -> {
            long begun = restartBackoff.nanoTime();
            engine.drain();
            guard.drained(restartBackoff.nanoTime() - begun);
            sinceCommit = 0;
            inContext(context.recordContext(), this::beforeCommit);
        });
        if (!uncommitted.isEmpty()) {
            restartBackoff.worked();
        }
    }

    private void handOnInItsContext(I item, O result) {
        sinceCommit++;
        inContext(contextOf(originOf(item)), () -> handOn(item, result));
    }

    /** A commit has no current node or record; what is forwarded then needs both. */
    private void inContext(ProcessorRecordContext record, Runnable action) {
        ProcessorNode<?, ?, ?, ?> nodeBefore = context.currentNode();
        ProcessorRecordContext recordBefore = context.recordContext();
        context.setCurrentNode(node);
        context.setRecordContext(record);
        try {
            action.run();
        } finally {
            context.setRecordContext(recordBefore);
            context.setCurrentNode(nodeBefore);
        }
    }

    private void orGiveUp(Runnable action) {
        try {
            action.run();
        } catch (AsyncFailureException e) {
            if (!givenUp) {
                guard.poisonAll(e);
                LOG.warn(
                        "event=task-gives-up task={} reason=\"{}\" means=\"{}\"",
                        context.taskId(),
                        e.getMessage(),
                        restartBackoff.giveUp(e));
            }
            throw new TaskMigratedException("operations in flight cannot be finished: " + e.getMessage(), e);
        }
    }

    private static ProcessorRecordContext contextOf(ConsumedRecord<byte[], byte[]> consumed) {
        Record<byte[], byte[]> record = consumed.record();
        return new ProcessorRecordContext(
                record.timestamp(), consumed.offset(), consumed.partition(), consumed.topic(), record.headers());
    }

    /** This task as the guard sees it. */
    private final class Watched implements WatchedTask {

        @Override
        public int inFlight() {
            return engine.inFlight();
        }

        @Override
        public Set<TopicPartition> uncommitted() {
            return uncommitted;
        }

        @Override
        public void committed() {
            uncommitted.clear();
        }

        @Override
        public void poison(AsyncFailureException cause) {
            givenUp = true;
            engine.poison(cause);
        }
    }
}
