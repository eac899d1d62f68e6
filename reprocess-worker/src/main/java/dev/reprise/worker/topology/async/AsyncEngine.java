package dev.reprise.worker.topology.async;

import dev.reprise.common.async.Cancellation;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Groups items, keeps a bounded number of them in flight, and hands each result back on the thread that owns the engine.
 * Items of one key never overtake each other: the second waits until the first is over.
 *
 * <p>Once an operation has failed, or a wait has outlasted the patience, the engine is poisoned for good: every call
 * throws, so that nothing of the task can be committed any more.
 *
 * <p>Threading: confined to one thread, except that operations complete on any. Invariant: {@link #inFlight()} is 0 exactly when
 * every submitted item has been handed on.
 *
 * @param <I> items
 * @param <O> results
 */
public final class AsyncEngine<I, O> {

    private final AsyncOperation<I, O> operation;
    private final Function<I, Object> groupOf;
    private final Function<I, Object> keyOf;
    private final AsyncLimits limits;
    private final InFlightBudget budget;
    private final RestartBackoff restartBackoff;
    private final BiConsumer<I, O> results;
    private final Cancellation cancellation = new Cancellation();

    /** So often a wait looks whether the service is to stop. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Map<Object, OpenGroup<I>> openGroups = new LinkedHashMap<>();
    private final Set<Object> keysInFlight = new HashSet<>();
    private final BlockingQueue<Ended<I, O>> ended = new LinkedBlockingQueue<>();
    private int inFlight;
    private int sent;
    private int itemsOfRun;
    private boolean closed;
    private @Nullable AsyncFailureException poison;

    /** A group whose operation is over, one way or the other. */
    private record Ended<I, O>(List<I> group, @Nullable List<O> results, @Nullable Throwable failure) {}

    /**
     * Creates an idle engine.
     *
     * @param groupOf items with equal groups may go into one operation
     * @param keyOf items with equal keys are processed one after the other
     * @param budget bounds what is in flight; more makes {@code submit} wait
     * @param restartBackoff cuts waits short when the service is to stop
     * @param results gets each item with its result, on the owning thread
     */
    public AsyncEngine(
            AsyncOperation<I, O> operation,
            Function<I, Object> groupOf,
            Function<I, Object> keyOf,
            AsyncLimits limits,
            InFlightBudget budget,
            RestartBackoff restartBackoff,
            BiConsumer<I, O> results) {
        this.operation = operation;
        this.groupOf = groupOf;
        this.keyOf = keyOf;
        this.limits = limits;
        this.budget = budget;
        this.restartBackoff = restartBackoff;
        this.results = results;
    }

    /**
     * Takes an item; waits while too much is in flight or an item of its key is. Hands on whatever is over meanwhile.
     *
     * @throws AsyncFailureException when poisoned; the caller must give the task up
     */
    public void submit(I item) {
        handOnEnded();
        Object key = keyOf.apply(item);
        if (mustWait(key)) {
            // What waits for company goes only where it would be waited for: full groups are what makes the database
            // fast.
            if (sent == 0 || keysInFlight.contains(key)) {
                sendAll();
            }
            long deadline = deadline();
            while (mustWait(key)) {
                awaitOne(deadline);
            }
        }
        keysInFlight.add(key);
        inFlight++;
        budget.take();
        collect(item);
    }

    /**
     * Tells that the next item begins a run, as long as the last one or so, that should go into one operation: what is
     * collected so far goes without it if the two do not fit into one group. Otherwise a group that was begun in the midst
     * of a run, as after a drain, would cut every run that follows.
     *
     * @throws AsyncFailureException when poisoned
     */
    public void beginRun(I first) {
        throwIfPoisoned();
        Object key = groupOf.apply(first);
        OpenGroup<I> group = openGroups.get(key);
        if (group != null && group.items().size() + itemsOfRun > limits.groupMax()) {
            openGroups.remove(key);
            send(group.items());
        }
        itemsOfRun = 0;
    }

    private boolean mustWait(Object key) {
        return keysInFlight.contains(key) || !budget.hasRoom(inFlight);
    }

    /**
     * Sends every group that has not grown since the last call, and hands on whatever is over; does not wait. To be called
     * at an interval that is long enough for the next item of a group that still grows.
     *
     * @throws AsyncFailureException when poisoned
     */
    public void flush() {
        handOnEnded();
        for (Iterator<OpenGroup<I>> groups = openGroups.values().iterator(); groups.hasNext(); ) {
            OpenGroup<I> group = groups.next();
            if (group.rests()) {
                groups.remove();
                send(group.items());
            }
        }
    }

    /**
     * Waits until nothing is in flight and every result is handed on.
     *
     * @throws AsyncFailureException when poisoned, now or before; nothing of the task may be committed
     */
    public void drain() {
        handOnEnded();
        sendAll();
        long deadline = deadline();
        while (inFlight > 0) {
            awaitOne(deadline);
        }
        throwIfPoisoned();
    }

    /** Returns how many items are in flight. */
    public int inFlight() {
        return inFlight;
    }

    /**
     * Forgets what is in flight, and makes every later call throw. What has not begun is dropped; the rest runs on without
     * effect.
     */
    public void close() {
        if (!closed) {
            closed = true;
            budget.giveBack(inFlight);
        }
        poisoned("the engine is closed", null);
        openGroups.clear();
        keysInFlight.clear();
        ended.clear();
    }

    /** Makes every later call throw this, unless there is a reason already. */
    void poison(AsyncFailureException cause) {
        if (poison == null) {
            poison = cause;
            // Nothing of it can be committed any more, and its replay must not wait behind it.
            cancellation.cancel();
            operation.dropCancelled();
        }
    }

    private void collect(I item) {
        itemsOfRun++;
        Object key = groupOf.apply(item);
        OpenGroup<I> group = openGroups.computeIfAbsent(key, unseen -> new OpenGroup<>());
        group.items().add(item);
        if (group.items().size() >= limits.groupMax()) {
            openGroups.remove(key);
            send(group.items());
        } else if (openGroups.size() > limits.openGroupsMax()) {
            Iterator<OpenGroup<I>> oldest = openGroups.values().iterator();
            List<I> first = oldest.next().items();
            oldest.remove();
            send(first);
        }
    }

    private void sendAll() {
        List<OpenGroup<I>> groups = List.copyOf(openGroups.values());
        openGroups.clear();
        groups.forEach(group -> send(group.items()));
    }

    private void send(List<I> group) {
        sent += group.size();
        CompletionStage<List<O>> stage;
        try {
            stage = operation.apply(group, cancellation);
        } catch (RuntimeException e) {
            stage = CompletableFuture.failedFuture(e);
        }
        var unused = stage.whenComplete((done, failure) -> {
            if (!cancellation.isCancelled()) {
                ended.add(new Ended<>(group, done, failure));
            }
        });
    }

    private void handOnEnded() {
        throwIfPoisoned();
        for (Ended<I, O> one = ended.poll(); one != null; one = ended.poll()) {
            handOn(one);
        }
    }

    private void awaitOne(long deadline) {
        try {
            Ended<I, O> one = ended.poll();
            for (long left = restartBackoff.leftNanos(deadline);
                    one == null;
                    left = restartBackoff.leftNanos(deadline)) {
                if (left <= 0) {
                    throw poisoned(
                            inFlight + " operations took longer than " + restartBackoff.allowed(limits.patience()),
                            null);
                }
                one = ended.poll(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
            }
            handOn(one);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw poisoned("interrupted while waiting for operations", e);
        }
    }

    private void handOn(Ended<I, O> one) {
        List<O> given = one.results();
        if (given == null || given.size() != one.group().size()) {
            String what = given == null ? "an operation failed" : "an operation gave " + given.size() + " results";
            throw poisoned(what + " for " + one.group().size() + " items", one.failure());
        }
        for (int i = 0; i < given.size(); i++) {
            I item = one.group().get(i);
            try {
                results.accept(item, given.get(i));
            } catch (RuntimeException e) {
                // The result is lost, or half of it is: whatever Kafka Streams makes of this, it must not commit.
                poisoned("a result could not be handed on", e);
                throw e;
            }
            keysInFlight.remove(keyOf.apply(item));
            inFlight--;
            budget.giveBack(1);
            sent--;
        }
    }

    private long deadline() {
        return restartBackoff.nanoTime() + limits.patience().toNanos();
    }

    private void throwIfPoisoned() {
        if (poison != null) {
            throw poison;
        }
    }

    private AsyncFailureException poisoned(String reason, @Nullable Throwable cause) {
        poison(new AsyncFailureException(reason, cause));
        return Objects.requireNonNull(poison);
    }
}
