package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Counts;
import dev.reprise.common.request.Limits;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When failures are too many. */
final class ErrorBudget {

    /** A ratio over fewer assets says nothing: the first failure would be one of one. */
    private static final long PROCESSED_MIN = 100;

    private ErrorBudget() {}

    /** Returns what a job exceeds, in words, or {@code null} when nothing is. */
    static @Nullable String exceeded(JobRecord job, Counts counts) {
        Limits limits = job.request().limits();
        long failed = counts.failed() - job.forgivenFailures();
        Long failuresMax = limits.maxFailures();
        if (failuresMax != null && failed > failuresMax) {
            return failed + " failed, more than maxFailures " + failuresMax;
        }
        Double ratioMax = limits.maxFailureRatio();
        long processed = counts.processed();
        if (ratioMax != null && processed >= PROCESSED_MIN && failed > ratioMax * processed) {
            return String.format(
                    Locale.ROOT, "%d of %d failed, more than maxFailureRatio %s", counts.failed(), processed, ratioMax);
        }
        return null;
    }

    /** Returns the failures as a part of those allowed, the larger of both limits; not a number when there is no limit. */
    static double used(JobRecord job, Counts counts) {
        Limits limits = job.request().limits();
        double failed = Math.max(0, counts.failed() - job.forgivenFailures());
        double used = Double.NaN;
        Long failuresMax = limits.maxFailures();
        if (failuresMax != null) {
            used = failed / Math.max(1, failuresMax);
        }
        Double ratioMax = limits.maxFailureRatio();
        if (ratioMax != null) {
            long processed = counts.processed();
            double ofRatio = processed < PROCESSED_MIN ? 0 : failed / Math.max(1, ratioMax * processed);
            used = Double.isNaN(used) ? ofRatio : Math.max(used, ofRatio);
        }
        return used;
    }
}
