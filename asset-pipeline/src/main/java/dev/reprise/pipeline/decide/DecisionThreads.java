package dev.reprise.pipeline.decide;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Failure;
import dev.reprise.processor.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A fixed number of threads that decide about rows, and a deadline for each row. A row that is not over by then fails
 * alone: its thread is interrupted and replaced, and the rest of its group goes on.
 *
 * <p>Java cannot end a thread that does not look at its interruption. Such a thread is stuck: it runs on at the lowest
 * priority, and whatever it comes to is thrown away. When {@code stuckMax} of them are stuck at once, no more decisions are
 * begun about the subjects that have some of them; others go on.
 *
 * <p>The time of a row is counted in looks of the watchdog, not by a clock: a process that was suspended, or a machine that
 * is too busy to look, does not make a sound row too slow. It begins with the row, so no time in a queue counts.
 *
 * <p>Threading: safe for any number of threads. Invariant: a row is over exactly once, by its thread or by the watchdog,
 * whichever is first to take back {@link Seat#row}. Bound: stuck threads are at most {@code stuckMax} and one for each thread
 * and subject.
 */
public final class DecisionThreads implements Decisions, AutoCloseable {

    /** {@link #look()} is to be called with this delay. */
    public static final Duration LOOK_EVERY = Duration.ofMillis(100);

    /** So often an idle thread looks whether it is to end. */
    private static final Duration IDLE_MAX = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(DecisionThreads.class);

    private final Limits limits;
    private final ThreadFactory threads;
    private final long looksMax;
    private final BlockingQueue<RowGroup<?, ?>> queue = new LinkedBlockingQueue<>();
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<String, Integer> stuckBySubject = new ConcurrentHashMap<>();
    private final AtomicInteger stuck = new AtomicInteger();
    private final AtomicLong tooSlow = new AtomicLong();
    private final TooSlowRows tooSlowRows = new TooSlowRows();
    private volatile boolean closed;

    /**
     * The bounds.
     *
     * @param threads that decide at once
     * @param timeMax of one row
     * @param stuckMax threads that may be stuck before decisions are refused
     */
    public record Limits(int threads, Duration timeMax, int stuckMax) {
        public Limits {
            if (threads < 1 || stuckMax < 1 || timeMax.isNegative() || timeMax.isZero()) {
                throw new IllegalArgumentException("all bounds must be positive");
            }
        }
    }

    /**
     * Starts the threads.
     *
     * @param threads makes daemon threads
     */
    public DecisionThreads(Limits limits, ThreadFactory threads) {
        this.limits = limits;
        this.threads = threads;
        this.looksMax = Math.max(1, limits.timeMax().dividedBy(LOOK_EVERY));
        for (int i = 0; i < limits.threads(); i++) {
            seat();
        }
    }

    @Override
    public <I, O> CompletionStage<List<O>> each(List<I> rows, Judgement<I, O> judgement, Cancellation cancellation) {
        var group = RowGroup.of(rows, judgement, cancellation);
        queue.add(group);
        return group.done();
    }

    @Override
    public Optional<String> refusal(String subject) {
        int all = stuck.get();
        Integer own = all < limits.stuckMax() ? null : stuckBySubject.get(subject);
        return own == null
                ? Optional.empty()
                : Optional.of("has " + all + " decisions that do not end, " + own + " of them about " + subject
                        + ": fix the migration, and restart the worker should they never end");
    }

    /** Looks for rows whose time is over; to be called by one thread, every {@link #LOOK_EVERY}. */
    public void look() {
        tooSlowRows.look();
        seats.forEach(Seat::look);
    }

    /** Returns how many threads are stuck now. */
    public int stuck() {
        return stuck.get();
    }

    /** Returns how many rows have taken too long since the start. */
    public long tooSlow() {
        return tooSlow.get();
    }

    /** Lets each thread end when its row is over; an interruption would make that row fail. */
    @Override
    public void close() {
        closed = true;
    }

    private void notStuck(String subject) {
        stuck.decrementAndGet();
        stuckBySubject.computeIfPresent(subject, (same, count) -> count == 1 ? null : count - 1);
    }

    private void seat() {
        var seat = new Seat();
        seats.add(seat);
        seat.start();
    }

    /** A thread, and the row that it is at. */
    private final class Seat implements Runnable, Consumer<Step> {

        private static final long NONE = 0;
        private static final long TAKEN_AWAY = -1;

        /** The number of the row that the thread is at; what else is said about it is written before and read after it. */
        private final AtomicLong row = new AtomicLong(NONE);

        private final Thread thread = threads.newThread(this);
        private volatile Step step = Step.READING;
        private @Nullable RowGroup<?, ?> group;
        private long lastRow;
        private long rowLookedAt;
        private long looks;

        @Override
        public void accept(Step next) {
            step = next;
        }

        void start() {
            thread.start();
        }

        @Override
        public void run() {
            try {
                boolean on = true;
                while (on && !closed) {
                    RowGroup<?, ?> next = queue.poll(IDLE_MAX.toMillis(), TimeUnit.MILLISECONDS);
                    on = next == null || decide(next);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                seats.remove(this);
                RowGroup<?, ?> last = group;
                if (row.get() == TAKEN_AWAY && last != null) {
                    notStuck(last.judgement().subject());
                }
            }
        }

        /** Decides about the rest of a group, and returns whether the thread may go on. */
        private <I, O> boolean decide(RowGroup<I, O> next) {
            Optional<String> refusal = refusal(next.judgement().subject());
            if (refusal.isPresent()) {
                next.done().completeExceptionally(new StuckDecisionsException("the worker " + refusal.get()));
                return true;
            }
            group = next;
            try {
                while (!next.isOver()) {
                    if (next.cancellation().isCancelled()) {
                        next.done().completeExceptionally(Cancellation.dropped());
                        return true;
                    }
                    if (!decideOne(next)) {
                        return false;
                    }
                }
                next.done().complete(next.decided());
                return true;
            } catch (VirtualMachineError e) {
                boolean mine = row.compareAndSet(lastRow, NONE);
                if (mine) {
                    next.done().completeExceptionally(e);
                }
                return mine;
            }
        }

        private <I, O> boolean decideOne(RowGroup<I, O> at) {
            step = Step.READING;
            long number = ++lastRow;
            row.set(number);
            O decision = judge(at.judgement(), at.next());
            if (!row.compareAndSet(number, NONE)) {
                return false;
            }
            at.decided().add(decision);
            return true;
        }

        /** Whatever a judgement throws is a failure of its row, unless the virtual machine itself is at its end. */
        private <I, O> O judge(Judgement<I, O> judgement, I next) {
            if (tooSlowRows.any()) {
                Failure before = tooSlowRows.find(judgement.identity(next));
                if (before != null) {
                    return judgement.failed(next, before);
                }
            }
            try {
                return judgement.judge(next, this);
            } catch (StackOverflowError e) {
                return judgement.failed(next, step.failed(e));
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                return judgement.failed(next, step.failed(e));
            }
        }

        private void look() {
            long now = row.get();
            if (now != rowLookedAt) {
                rowLookedAt = now;
                looks = 0;
            } else if (now > NONE && ++looks >= looksMax) {
                RowGroup<?, ?> late = group;
                if (late != null) {
                    takeAway(now, late);
                }
            }
        }

        private <I, O> void takeAway(long number, RowGroup<I, O> late) {
            String subject = late.judgement().subject();
            // Before the thread can know, which counts itself out when it ends.
            stuckBySubject.merge(subject, 1, Integer::sum);
            stuck.incrementAndGet();
            if (row.compareAndSet(number, TAKEN_AWAY)) {
                replace(late);
            } else {
                notStuck(subject);
            }
        }

        @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it; where it has an effect, others gain
        private <I, O> void replace(RowGroup<I, O> late) {
            tooSlow.incrementAndGet();
            Failure failure = step.tooSlow(limits.timeMax());
            LOG.warn(
                    "event=decision-too-slow subject=\"{}\" reason=\"{}\" stuck={}",
                    late.judgement().subject(),
                    failure.reason(),
                    stuck.get());
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.interrupt();
            seat();
            try {
                I row = late.next();
                tooSlowRows.add(late.judgement().identity(row), failure);
                late.decided().add(late.judgement().failed(row, failure));
                // Behind the others: a group of many such rows must not keep them waiting for all of its own.
                queue.add(late);
            } catch (RuntimeException e) {
                // An error of the program; the watchdog must go on all the same.
                late.done().completeExceptionally(e);
            }
        }
    }
}
