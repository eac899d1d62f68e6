package dev.reprise.common.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a job's selection that one emitter pages through: the ids of one Cassandra partition, in one round.
 *
 * <p>Threading: immutable.
 *
 * @param job job id
 * @param round round that the slice belongs to
 * @param kind what is done with the ids found
 * @param assetType asset type
 * @param bucket bucket, in its text form
 * @param from first instant of creation, inclusive; {@code null} for the beginning
 * @param to last instant of creation, exclusive; {@code null} for no end
 * @param belowVersion schema version below which a row counts; set exactly where the kind is not {@link Kind#EMIT}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slice(
        String job,
        int round,
        Kind kind,
        String assetType,
        String bucket,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Integer belowVersion) {

    /** What is done with the ids that paging finds. */
    public enum Kind {
        /** Emit every id. */
        EMIT,
        /** Emit and count the ids whose row is below the target version and has no dead letter of this job. */
        VERIFY,
        /** Count and list those, and emit nothing: the last look at a job that has used up its rounds. */
        COUNT
    }

    public Slice {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(bucket, "bucket");
        if (round < 1) {
            throw new IllegalArgumentException("round must be at least 1, not " + round);
        }
        if ((kind == Kind.EMIT) != (belowVersion == null)) {
            throw new IllegalArgumentException("a slice to " + kind + " cannot have belowVersion " + belowVersion);
        }
    }

    /** Returns the id of the slice within its job. */
    public String id() {
        return round + "/" + escaped(assetType) + "/" + escaped(bucket);
    }

    /** Returns what all rounds over the same ids share; slices and dead letters meet in one task by it. */
    public String place() {
        return place(job, assetType, bucket);
    }

    /** Returns the {@link #place()} of an asset's event. */
    public static String place(String job, String assetType, String bucket) {
        return job + "/" + escaped(assetType) + "/" + escaped(bucket);
    }

    /** Returns the key in {@code reprocess-slices}. */
    public String key() {
        return job + "/" + id();
    }

    /** Types and buckets are the users' own texts: a slash in one must not make two slices share a key. */
    private static String escaped(String text) {
        return text.replace("%", "%25").replace("/", "%2F");
    }
}
