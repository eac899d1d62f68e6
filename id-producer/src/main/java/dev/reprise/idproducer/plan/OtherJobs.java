package dev.reprise.idproducer.plan;

import dev.reprise.processor.Circumstances;
import java.util.Optional;

/**
 * The jobs beside the one that is judged.
 *
 * <p>Threading: as whoever knows them; {@link #UNKNOWN} is immutable.
 */
public interface OtherJobs {

    /** No job can be known, as at the intake. */
    OtherJobs UNKNOWN = new OtherJobs() {
        @Override
        public boolean areKnown() {
            return false;
        }

        @Override
        public Optional<Circumstances.OtherJob> find(String id) {
            return Optional.empty();
        }
    };

    /** Returns whether jobs are known here. */
    boolean areKnown();

    /** Returns a job; empty when there is none. */
    Optional<Circumstances.OtherJob> find(String id);
}
