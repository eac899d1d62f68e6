package dev.reprise.processor;

import dev.reprise.common.job.Pinned;
import java.time.Instant;
import java.util.Objects;

/**
 * What a job wants of the rows of one asset type.
 *
 * <p>Threading: immutable.
 *
 * @param job job id, for the row stamp
 * @param assetType type of the rows
 * @param pinned what must not change while the job runs
 * @param startedAt when the job was accepted: the same for all of its events, and in a replay
 * @param payloadBytesMax larger payloads are not processed: a group of them would not fit into memory
 */
public record Work(String job, String assetType, Pinned pinned, Instant startedAt, int payloadBytesMax) {

    public Work {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(pinned, "pinned");
        Objects.requireNonNull(startedAt, "startedAt");
    }
}
