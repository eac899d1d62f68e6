package dev.reprise.idproducer.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job whose ledger is closed, as it is kept for ever: small, since a deployment sees thousands of them. The whole job
 * stands in {@code reprocess-jobs}.
 *
 * <p>Threading: immutable.
 *
 * @param id job id
 * @param digest of the request as submitted; what a repeated request is compared with
 * @param state how it ended
 * @param counts the ledger as it was closed
 * @param subject what it was about; {@code null} where an older release has closed it
 * @param assetTypes types that it has brought to a version; another job may redrive their dead letters
 */
public record ClosedJob(
        String id,
        String digest,
        JobStatus state,
        Counts counts,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JobSubject subject,
        List<String> assetTypes)
        implements StoredJob {

    public ClosedJob {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(counts, "counts");
        assetTypes = List.copyOf(assetTypes);
    }
}
