package dev.reprise.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Reasons;
import dev.reprise.processor.Circumstances;
import java.util.List;
import java.util.Optional;

/**
 * What a person has seen before rows are deleted: {@code {"preview": "job-id", "count": 1234}}, a finished preview of the same
 * selection, and how many rows it has found to delete.
 *
 * <p>Threading: immutable.
 *
 * @param preview job id of the preview
 * @param count rows that it has found
 */
record Confirmation(String preview, long count) {

    private static final String SHAPE =
            "{\"preview\": <the job id of a preview of the same selection>, \"count\": <how many"
                    + " assets it would change>}";

    /**
     * Reads a confirmation.
     *
     * @param problems is added to where it is none
     */
    static Optional<Confirmation> read(JsonNode given, List<String> problems) {
        JsonNode preview = given.path("preview");
        JsonNode count = given.path("count");
        if (given.size() != 2
                || !preview.isTextual()
                || !count.isIntegralNumber()
                || !count.canConvertToLong()
                || count.longValue() < 0) {
            problems.add("'processor.confirm' must be " + SHAPE + ", not " + Reasons.quoted(given.toString()));
            return Optional.empty();
        }
        return Optional.of(new Confirmation(preview.textValue(), count.longValue()));
    }

    /** Returns why it confirms nothing, in words; empty when it does. */
    Optional<String> problem(Circumstances known) {
        Optional<Circumstances.OtherJob> found = known.job(preview);
        return found.isEmpty()
                ? Optional.of(name() + ", and there is no such job")
                : problem(found.get()).map(words -> name() + ", " + words);
    }

    private Optional<String> problem(Circumstances.OtherJob job) {
        if (!job.isPreview()) {
            return Optional.of("which is no preview");
        }
        if (!job.processor().equals(DeleteProcessor.NAME)) {
            return Optional.of("which is a preview of the processor '" + Reasons.quoted(job.processor()) + "'");
        }
        if (!job.isOfSameAssets()) {
            return Optional.of("which is a preview of another selection");
        }
        if (job.state() != JobStatus.COMPLETED && job.state() != JobStatus.COMPLETED_WITH_FAILURES) {
            return Optional.of("which is " + job.state() + "; it must have completed");
        }
        long found = job.counts().changed();
        return found == count
                ? Optional.empty()
                : Optional.of("which has found " + found + " rows to delete, not " + count);
    }

    private String name() {
        return "'processor.confirm' names the preview '" + Reasons.quoted(preview) + "'";
    }
}
