package dev.reprise.audit;

import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.livewriter.VersionedPayload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of Cassandra in small, written down without a look at the rules that are tested: cells, a tombstone, expiry. */
final class SimulatedRow {

    private static final long NO_END = Long.MAX_VALUE;

    private @Nullable Cell payload;
    private @Nullable Cell version;
    private @Nullable Cell job;
    private long deletedAt = Long.MIN_VALUE;

    /** A value with its write time in microseconds, and its end in milliseconds. */
    private record Cell(String value, long writtenAt, long endMillis) {
        Cell or(@Nullable Cell other) {
            if (other == null || other.writtenAt < writtenAt) {
                return this;
            }
            if (other.writtenAt > writtenAt) {
                return other;
            }
            boolean ends = endMillis != NO_END;
            boolean otherEnds = other.endMillis != NO_END;
            if (ends != otherEnds) {
                return ends ? this : other;
            }
            if (endMillis != other.endMillis) {
                return endMillis > other.endMillis ? this : other;
            }
            byte[] mine = value.getBytes(StandardCharsets.UTF_8);
            return Arrays.compareUnsigned(mine, other.value.getBytes(StandardCharsets.UTF_8)) >= 0 ? this : other;
        }
    }

    /** What a reader sees. */
    record View(
            @Nullable VersionedPayload content,
            long writtenAt,
            @Nullable Integer ttlSeconds,
            @Nullable String job,
            long jobWrittenAt) {}

    void apply(Operation operation, long nowMillis) {
        if (operation instanceof Operation.Write write) {
            write(write.content(), write.timestampMicros(), write.ttlSeconds(), nowMillis);
        } else {
            deletedAt = Math.max(deletedAt, operation.timestampMicros());
        }
    }

    void migrate(VersionedPayload content, long writtenAt, int ttlSeconds, long nowMillis) {
        write(content, writtenAt, ttlSeconds, nowMillis);
        job = new Cell("job", writtenAt, end(ttlSeconds, nowMillis)).or(job);
    }

    private void write(VersionedPayload content, long writtenAt, int ttlSeconds, long nowMillis) {
        long end = end(ttlSeconds, nowMillis);
        payload = new Cell(content.payload(), writtenAt, end).or(payload);
        version = new Cell(Integer.toString(content.schemaVersion()), writtenAt, end).or(version);
    }

    private static long end(int ttlSeconds, long nowMillis) {
        return ttlSeconds == 0 ? NO_END : nowMillis + ttlSeconds * 1000L;
    }

    /** Returns what is there, or {@code null} when nothing is. */
    @Nullable
    View read(String jobName, long nowMillis) {
        Cell text = live(payload, nowMillis);
        Cell number = live(version, nowMillis);
        Cell stamp = live(job, nowMillis);
        if (text == null && stamp == null) {
            return null;
        }
        VersionedPayload content = text == null
                ? null
                : new VersionedPayload(
                        Integer.parseInt(Objects.requireNonNull(number).value()), text.value());
        Integer ttl = text == null || text.endMillis == NO_END
                ? null
                : Math.toIntExact((text.endMillis - nowMillis + 999) / 1000);
        return new View(
                content,
                text == null ? 0 : text.writtenAt(),
                ttl,
                stamp == null ? null : jobName,
                stamp == null ? 0 : stamp.writtenAt());
    }

    private @Nullable Cell live(@Nullable Cell cell, long nowMillis) {
        return cell == null || cell.writtenAt <= deletedAt || cell.endMillis <= nowMillis ? null : cell;
    }

    /** Returns the row as an auditor reads it, or {@code null}. */
    @Nullable
    FinalRow toRow(AssetKey key, String jobName, long nowMillis) {
        View view = read(jobName, nowMillis);
        if (view == null) {
            return null;
        }
        VersionedPayload content = view.content();
        return new FinalRow(
                key.partition().assetType(),
                key.partition().bucket(),
                key.assetId(),
                content == null ? null : content.schemaVersion(),
                content == null ? null : content.payload(),
                view.writtenAt(),
                view.writtenAt(),
                view.ttlSeconds(),
                view.job(),
                view.jobWrittenAt());
    }
}
