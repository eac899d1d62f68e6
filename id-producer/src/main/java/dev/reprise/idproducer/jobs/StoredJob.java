package dev.reprise.idproducer.jobs;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reprise.common.job.JobStatus;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What the coordinator keeps of a job: all that it needs to lead it, and once its ledger is closed the little that later
 * requests are judged by. An older release has stored every job as a {@link JobRecord}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ledger", defaultImpl = JobRecord.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobRecord.class, name = "open"),
    @JsonSubTypes.Type(value = ClosedJob.class, name = "closed")
})
public sealed interface StoredJob permits JobRecord, ClosedJob {

    /** Returns the job id. */
    String id();

    /** Returns the digest of the request as submitted. */
    String digest();

    /** Returns the state as it is published. */
    JobStatus state();

    /** Returns the asset types that the job names; none when it works on every type. */
    Collection<String> assetTypes();

    /** Returns what the job is about; {@code null} where that is not known any more. */
    @Nullable
    JobSubject subject();
}
