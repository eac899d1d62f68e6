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
}
