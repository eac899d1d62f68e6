package dev.reprise.common.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.assets.BucketRun;
import dev.reprise.common.assets.LocatedId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a job's selection that one emitter pages through, in one round: the ids of one (type, bucket) as they stand
 * in Cassandra, or a shard of ids that come from elsewhere.
 *
 * <p>Threading: immutable.
 *
 * @param job job id
 * @param round round that the slice belongs to
 * @param kind what is done with the ids found
 * @param assetType asset type
 * @param bucket bucket, in its text form; {@code null} exactly where the slice is a shard of ids
 * @param from first instant of creation, inclusive; {@code null} for the beginning
 * @param to last instant of creation, exclusive; {@code null} for no end
 * @param pending which rows count; set exactly where the kind is not {@link Kind#EMIT}
 * @param shard which shard of the ids of a selection that does not follow the buckets; {@code null} for the ids of a bucket
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Slice(
        String job,
        int round,
        Kind kind,
        String assetType,
        @Nullable String bucket,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Pending pending,
        @Nullable IdShard shard) {

    /** What is done with the ids that paging finds. */
    public enum Kind {
        /** Emit every id. */
        EMIT,
        /** Emit and count the ids whose row is pending and has no dead letter of this job. */
        VERIFY,
        /** Count and list those, and emit nothing: the last look at a job that has used up its rounds. */
        COUNT
    }

    /**
     * One of {@link #SHARDS} shards of the ids of a selection. Which one an asset belongs to follows from its id alone, so that all
     * rounds over it, and its dead letter, meet in one task.
     *
     * @param number from 0
     * @param part tells apart the slices of one shard and round
     * @param ids the ids themselves, where the plan has named them; {@code null} where the emitter finds them: by the
     *     query of the job in the first round, among those that were emitted before in a later one
     * @param buckets the buckets of the ids, in their order; {@code null} where there are no ids, or an older release has
     *     written them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IdShard(int number, int part, @Nullable List<UUID> ids, @Nullable List<BucketRun> buckets) {

        /** Shards of every selection; the first hexadecimal digit of an id, which changes every 27 s, says which. */
        public static final int SHARDS = 16;

        private static final int DIGIT_SHIFT = 60;

        public IdShard {
            if (number < 0 || number >= SHARDS || part < 0) {
                throw new IllegalArgumentException("there is no part " + part + " of a shard " + number);
            }
            ids = ids == null ? null : List.copyOf(ids);
            buckets = buckets == null ? null : List.copyOf(buckets);
        }

        /** Creates a shard whose buckets are not known. */
        public IdShard(int number, int part, @Nullable List<UUID> ids) {
            this(number, part, ids, null);
        }

        /** Creates a shard of ids whose buckets are known. */
        public static IdShard of(int number, int part, List<LocatedId> ids) {
            return new IdShard(
                    number, part, ids.stream().map(LocatedId::assetId).toList(), BucketRun.of(ids));
        }

        /** Returns the number of the shard that an asset belongs to. */
        public static int of(UUID assetId) {
            return (int) (assetId.getMostSignificantBits() >>> DIGIT_SHIFT);
        }
    }

    public Slice {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(assetType, "assetType");
        if ((bucket == null) == (shard == null)) {
            throw new IllegalArgumentException("a slice is either of a bucket or a shard");
        }
        if (round < 1) {
            throw new IllegalArgumentException("round must be at least 1, not " + round);
        }
        if ((kind == Kind.EMIT) != (pending == null)) {
            throw new IllegalArgumentException("a slice to " + kind + " cannot have pending " + pending);
        }
    }

    /** Creates the slice of a bucket. */
    public Slice(
            String job,
            int round,
            Kind kind,
            String assetType,
            String bucket,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Pending pending) {
        this(job, round, kind, assetType, bucket, from, to, pending, null);
    }

    /** Creates a shard of ids. */
    public static Slice ofShard(
            String job, int round, Kind kind, String assetType, @Nullable Pending pending, IdShard shard) {
        return new Slice(job, round, kind, assetType, null, null, null, pending, shard);
    }

    /** Returns the id of the slice within its job. */
    public String id() {
        String id = round + "/" + escaped(assetType) + "/" + where();
        return shard == null || shard.part() == 0 ? id : id + "/" + shard.part();
    }

    /** Returns what all rounds over the same ids have in common; slices and dead letters meet in one task by it. */
    public String affinityKey() {
        return job + "/" + escaped(assetType) + "/" + where();
    }

    /** Returns the {@link #affinityKey()} of an asset's event. */
    public static String affinityKey(String job, String assetType, String bucket) {
        return job + "/" + escaped(assetType) + "/" + escaped(bucket);
    }

    /** Returns the {@link #affinityKey()} of an event of a shard. */
    public static String affinityKeyOfShard(String job, String assetType, int number) {
        return job + "/" + escaped(assetType) + "/" + shardName(number);
    }

    /** Returns the key in {@code reprocess-slices}. */
    public String key() {
        return job + "/" + id();
    }

    private String where() {
        return shard == null ? escaped(Objects.requireNonNull(bucket)) : shardName(shard.number());
    }

    private static String shardName(int number) {
        return "*" + Integer.toHexString(number);
    }

    /** Types and buckets are the users' own texts: a slash in one must not make two slices have the same key. */
    private static String escaped(String text) {
        return text.replace("%", "%25").replace("/", "%2F");
    }
}
