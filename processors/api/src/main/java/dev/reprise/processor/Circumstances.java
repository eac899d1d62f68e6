package dev.reprise.processor;

import dev.reprise.common.assets.TableShape;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known, beside the processor and its parameters, when a request is judged. It is judged twice: at the intake, where
 * no job is known, and again beside all other jobs. By default nothing is known, and nothing stands in the way.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface Circumstances {

    /** Returns whether the job would be a preview, which writes nothing. */
    default boolean isPreview() {
        return false;
    }

    /** Returns whether the selection has all assets of the types that it names, and the processor is no step of a chain. */
    default boolean isOfWholeTypes() {
        return false;
    }

    /** Returns whether other jobs can be asked about here. */
    default boolean knowsJobs() {
        return false;
    }

    /** Returns another job; empty where there is none, or none can be known. */
    default Optional<OtherJob> job(String id) {
        return Optional.empty();
    }

    /**
     * Returns a table: of the keyspace of the assets, or of the one that its name begins with, followed by a dot. The database is
     * asked for each table that a processor asks about, before a request is judged: ask about the same ones whenever a request
     * is judged.
     */
    default Optional<TableShape> table(String name) {
        return Optional.empty();
    }

    /** Returns why rows of assets cannot be deleted by their write times, in words; empty when they can. */
    default List<String> whyRowsCannotBeDeleted() {
        return List.of();
    }

    /**
     * A job beside the one that is asked for.
     *
     * @param id job id
     * @param state where it stands
     * @param isPreview whether it writes nothing
     * @param processor name of its processor
     * @param isOfSameAssets whether its selection is that of the request
     * @param counts its ledger
     */
    record OtherJob(
            String id, JobStatus state, boolean isPreview, String processor, boolean isOfSameAssets, Counts counts) {
        public OtherJob {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(processor, "processor");
            Objects.requireNonNull(counts, "counts");
        }
    }
}
