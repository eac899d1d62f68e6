package dev.reprise.processor;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * What a processor does around the rounds of a job, in id-producer: it makes what the events need, says after each round what is
 * still to be processed, and does something at the end. Of jobs whose {@link dev.reprise.common.job.Pending} is {@code Compared}.
 *
 * <p>Each step is taken again after a crash, perhaps while an earlier run is still under way: it finds out what is done. A stage
 * that fails with a {@link BlockedException} pauses the job; after any other failure the step is taken again, and the job says why.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface AroundRounds {

    /** Makes what the events of the next round need; does nothing where it is there. */
    CompletionStage<Void> prepare(LedJob job);

    /** Looks for what differs from the rows, which may take long. */
    CompletionStage<Differences> compare(LedJob job);

    /**
     * Does what is done once, when nothing differs.
     *
     * @return completes with what a person should know of it
     */
    CompletionStage<String> finish(LedJob job);

    /**
     * Sees to it that {@link #finish} does nothing any more, also one that is under way or has begun before a crash.
     *
     * @return completes with {@code false} when it is done already
     */
    CompletionStage<Boolean> withdraw(LedJob job);

    /** Returns what a job leaves behind that is not finished, in words; asks nobody. */
    String leftovers(LedJob job);

    /**
     * What differs.
     *
     * @param assets by type, those that are to be processed again; bounded, so there may be more
     * @param count how much differs, at least the number of the assets
     * @param words the numbers, for a person
     */
    record Differences(Map<String, List<UUID>> assets, long count, String words) {
        public Differences {
            assets = Map.copyOf(assets);
        }
    }
}
