package dev.reprise.cli.jobs;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Guesses how many events the first round of a job will have. Nobody knows before the last slice is paged; until then
 * the slices that are done say how large the others may be.
 *
 * <p>Threading: one thread. Memory is one record for each slice of the first round.
 */
final class SliceSizes {

    private static final int FIRST_ROUND = 1;

    private final Map<String, Progress> bySource = new HashMap<>();

    /** Takes in the newest totals of a slice. */
    void add(Progress slice) {
        if (slice.round() == FIRST_ROUND) {
            bySource.put(slice.source(), slice);
        }
    }

    /**
     * Returns the events of the first round: as counted by the plan or when every slice is done, otherwise by the mean size of those
     * that are; empty while none is.
     *
     * @param job a job in its first round
     */
    OptionalLong expected(Job job) {
        Long assets = job.slices().assets();
        if (assets != null) {
            return OptionalLong.of(Math.max(assets, job.counts().emitted()));
        }
        int planned = job.slices().planned();
        long emitted = job.counts().emitted();
        if (job.slices().done() >= planned) {
            return OptionalLong.of(emitted);
        }
        long done = bySource.values().stream().filter(Progress::done).count();
        if (done == 0) {
            return OptionalLong.empty();
        }
        double mean = (double) bySource.values().stream()
                        .filter(Progress::done)
                        .mapToLong(slice -> slice.counts().emitted())
                        .sum()
                / done;
        double seen = bySource.values().stream()
                .mapToDouble(slice -> size(slice, mean))
                .sum();
        double unseen = Math.max(0, planned - bySource.size()) * mean;
        return OptionalLong.of(Math.max(emitted, Math.round(seen + unseen)));
    }

    /** An open slice that is larger than the mean already is taken to be nearly done. */
    private static double size(Progress slice, double mean) {
        double emitted = (double) slice.counts().emitted();
        return slice.done() ? emitted : Math.max(mean, emitted);
    }
}
