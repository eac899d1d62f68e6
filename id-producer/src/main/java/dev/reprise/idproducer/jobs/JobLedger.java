package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Progress;
import dev.reprise.idproducer.production.ProductionPriority;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The sums over the running totals of a job's sources. Rebuilt from the stored totals after a restart.
 *
 * <p>Threading: confined to the coordinator's thread.
 */
final class JobLedger {

    /** Stands for all workers among the sources. */
    private static final String WORKERS = "workers";

    private final ToIntFunction<String> taskOfAffinityKey;
    private final Map<Integer, Integer> doneByTask = new HashMap<>();
    private final Map<String, String> throttledBy = new TreeMap<>();
    private final Map<String, String> waitingFor = new TreeMap<>();
    private final Map<String, Long> writtenAheadMicros = new HashMap<>();
    private ProductionPriority priority = ProductionPriority.NONE;
    private Counts counts = Counts.ZERO;
    private long indexed;
    private long skipped;
    private long parked;
    private int round = 1;
    private int slicesDone;
    private long below;
    private long largestSlice;

    /**
     * Creates an empty ledger.
     *
     * @param taskOfAffinityKey number of the emitting task that holds the slices of an affinity key
     */
    JobLedger(ToIntFunction<String> taskOfAffinityKey) {
        this.taskOfAffinityKey = taskOfAffinityKey;
    }

    /** Begins a round: what is counted by round starts anew. */
    void begin(int newRound) {
        if (newRound != round) {
            round = newRound;
            slicesDone = 0;
            below = 0;
            doneByTask.clear();
        }
    }

    /** Takes in the newest totals of a source in place of its last ones. */
    void replace(@Nullable Progress before, Progress now) {
        counts = counts.plus(now.counts()).minus(before == null ? Counts.ZERO : before.counts());
        indexed += now.indexed() - (before == null ? 0 : before.indexed());
        skipped += now.skipped() - (before == null ? 0 : before.skipped());
        parked += now.parkedEvents() - (before == null ? 0 : before.parkedEvents());
        keep(throttledBy, now.source(), now.throttledBy());
        keep(
                waitingFor,
                now.source(),
                now.parked() == null ? null : now.parked().waitingFor());
        if (now.isOfSlice()) {
            largestSlice = Math.max(largestSlice, now.counts().emitted());
        }
        if (now.writtenAheadMicros() != null) {
            writtenAheadMicros.put(now.source(), now.writtenAheadMicros());
        }
        if (now.round() != round) {
            return;
        }
        below += now.below() - (before == null ? 0 : before.below());
        if (now.done() && (before == null || !before.done())) {
            slicesDone++;
            doneByTask.merge(taskOfAffinityKey.applyAsInt(affinityKeyOf(now)), 1, Integer::sum);
        }
    }

    /**
     * Notes whether events are under way of which nothing has been heard for too long. A worker that cannot commit cannot
     * report either, so that its silence is all there is.
     *
     * @return whether that is news
     */
    boolean noteSilence(boolean tooLong) {
        String words = tooLong && !counts().balanced()
                ? "nothing was heard of events under way for more than a minute; the readiness of the workers says why"
                : null;
        String before = waitingFor.get(WORKERS);
        keep(waitingFor, WORKERS, words);
        return !Objects.equals(before, words);
    }

    private static void keep(Map<String, String> words, String source, @Nullable String said) {
        if (said == null) {
            words.remove(source);
        } else {
            words.put(source, said);
        }
    }

    /** Returns the ledger; events that were dropped when the job ended count as never emitted. */
    Counts counts() {
        return counts.minus(Counts.emitted(skipped));
    }

    /** Returns how many events workers keep back: neither lag nor lost. */
    long parked() {
        return parked;
    }

    /** Takes in what the job is held to for production's sake. */
    void holdTo(ProductionPriority now) {
        priority = now;
    }

    /** Returns what the job is held to for production's sake. */
    ProductionPriority priority() {
        return priority;
    }

    /** Returns what holds the job up or slows it down, in the words of one of the sources; {@code null} for nothing. */
    @Nullable
    String throttledBy() {
        if (!waitingFor.isEmpty()) {
            return "waiting: " + waitingFor.values().iterator().next();
        }
        if (priority.words() != null) {
            return "held back: " + priority.words();
        }
        return throttledBy.isEmpty()
                ? null
                : "throttled: " + throttledBy.values().iterator().next();
    }

    /** Returns what holds the job up or slows it down. */
    JobStanding.HeldUpBy heldUpBy() {
        if (!waitingFor.isEmpty()) {
            return JobStanding.HeldUpBy.WAITING;
        }
        if (priority.words() != null) {
            return JobStanding.HeldUpBy.PRODUCTION;
        }
        return throttledBy.isEmpty() ? JobStanding.HeldUpBy.NOTHING : JobStanding.HeldUpBy.THROTTLED;
    }

    /**
     * Returns why rows are still below the target after all rounds.
     *
     * @param rounds how many there were
     */
    String whyBelow(Instant now, int rounds) {
        return writtenAheadMicros.values().stream()
                .max(Long::compare)
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .map(latest -> "the write time of some lies in the future (the latest is " + latest
                        + "), and a write at such a time cannot be told from a live one: write these rows again at the"
                        + " right time, or run a job after it")
                .orElse("live writers are faster than " + rounds + " rounds");
    }

    /** Returns how many events the slice has emitted that has emitted most: of a selection by type and time, a partition. */
    long largestSlice() {
        return largestSlice;
    }

    int slicesDone() {
        return slicesDone;
    }

    /** Returns how many rows this round has found below the target. */
    long below() {
        return below;
    }

    /** Returns whether each dead letter has reached the emitter that must leave its asset out of a verification. */
    boolean deadLettersIndexed() {
        return indexed >= counts.failed();
    }

    int tasksWithOpenSlices(Map<Integer, Integer> slicesByTask) {
        return (int) slicesByTask.entrySet().stream()
                .filter(entry -> doneByTask.getOrDefault(entry.getKey(), 0) < entry.getValue())
                .count();
    }

    /** Returns the affinity key behind the source of a slice: {@code slice/round/type/bucket[/part]}. */
    private static String affinityKeyOf(Progress progress) {
        String[] source = progress.source().split("/", -1);
        return progress.job() + "/" + source[2] + "/" + source[3];
    }
}
