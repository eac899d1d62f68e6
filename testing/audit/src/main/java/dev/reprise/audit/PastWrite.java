package dev.reprise.audit;

import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.livewriter.VersionedPayload;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A write that may stand behind a row: one that was loaded, a live one, or one that a job may have made of it.
 *
 * <p>Threading: immutable.
 *
 * @param content version and payload
 * @param timestampMicros write time of both cells
 * @param ttlSeconds life given; 0 for no end
 * @param certain whether it is known to be stored; otherwise it may be or not
 * @param job the job that made it; {@code null} for a loaded or a live one
 */
record PastWrite(
        VersionedPayload content, long timestampMicros, int ttlSeconds, boolean certain, @Nullable String job) {
    PastWrite {
        Objects.requireNonNull(content, "content");
    }

    static PastWrite of(Operation.Write write, boolean certain) {
        return new PastWrite(write.content(), write.timestampMicros(), write.ttlSeconds(), certain, null);
    }

    /** Returns what a job makes of it, as far above it as the fence of the job is. */
    PastWrite migrated(VersionedPayload result, JobFacts by) {
        return new PastWrite(result, timestampMicros + by.fence(), ttlSeconds, false, by.job());
    }
}
