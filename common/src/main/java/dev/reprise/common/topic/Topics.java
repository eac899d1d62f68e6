package dev.reprise.common.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of a deployment's topics and groups. The prefix goes before everything that a Kafka cluster knows by name,
 * so that two deployments can share one cluster.
 *
 * @param prefix put before every name as it is; may be empty
 */
public record Topics(String prefix) {

    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

    /** Largest record that can be posted; a request over {@link #REQUEST_BYTES_MAX} must still arrive to be refused. */
    private static final int LARGE_MESSAGE_BYTES_MAX = 32 * 1024 * 1024;

    /**
     * Largest request that is served: the coordinator keeps it twice in one record, which must fit into the 1 MiB that
     * a broker takes by default; 10,000 ids are 390 KiB.
     */
    public static final int REQUEST_BYTES_MAX = 448 * 1024;

    /**
     * Largest record that Reprise itself writes, with its key and its headers. A broker takes 1,048,588 bytes by default,
     * as a batch of one record at least; the rest is room for the batch and for the lengths within.
     */
    public static final int RECORD_BYTES_MAX = 1_000_000;

    /**
     * Settings of topics that are read from their beginning: by every instance when it starts, by whoever lists the jobs, and
     * the changelogs by whoever takes a task over. Kafka compacts only closed segments, and closes one after a week or a
     * gigabyte unless told otherwise, so that what has ended long ago would be read again for as long.
     */
    public static final Map<String, String> SOON_COMPACTED = Map.of(
            "segment.ms", "600000",
            "segment.bytes", "16777216",
            "min.cleanable.dirty.ratio", "0.1");

    public Topics {
        if (!prefix.matches("[a-zA-Z0-9._-]{0,100}")) {
            throw new IllegalArgumentException("prefix '" + prefix
                    + "' must be at most 100 of the characters that topic names allow: a-z A-Z 0-9 . _ -");
        }
    }

    /** Requests and commands as posted by users. */
    public String requests() {
        return prefix + "reprocess-requests";
    }

    /** Refused requests with every reason. */
    public String rejections() {
        return prefix + "reprocess-rejections";
    }

    /** Accepted requests in the coordinator's order; internal to id-producer, which alone writes and reads it. */
    public String commands() {
        return prefix + "reprocess-commands";
    }

    /** State of every job. */
    public String jobs() {
        return prefix + "reprocess-jobs";
    }

    /** Who asked for what and why, and what came of it. */
    public String audit() {
        return prefix + "reprocess-audit";
    }

    /** Planned slices. */
    public String slices() {
        return prefix + "reprocess-slices";
    }

    /** One event per asset. */
    public String events() {
        return prefix + "reprocess-events";
    }

    /** Running totals of slices and worker tasks. */
    public String progress() {
        return prefix + "reprocess-progress";
    }

    /** One record per (job, asset), where the job asks for it. */
    public String outcomes() {
        return prefix + "reprocess-outcomes";
    }

    /** Differences found by a preview. */
    public String previews() {
        return prefix + "reprocess-previews";
    }

    /** Failed events with their cause. */
    public String deadLetters() {
        return prefix + "reprocess-dead-letters";
    }

    /** Assets that the last scan of a job found below the target without a dead letter, one event each. */
    public String unmigrated() {
        return prefix + "reprocess-unmigrated";
    }

    /** Rows on their way to analytics tables; there only where a deployment exports. */
    public String export() {
        return prefix + "reprise-export";
    }

    /** Application id, and so consumer group, of id-producer's stream. */
    public String idProducerGroup() {
        return prefix + "reprise-id-producer";
    }

    /** Consumer group of id-producer's request intake. */
    public String intakeGroup() {
        return prefix + "reprise-intake";
    }

    /** Application id, and so consumer group, of the workers; their lag is the group's. */
    public String workerGroup() {
        return prefix + "reprise-worker";
    }

    /**
     * The topic of exported rows with the settings that a fresh cluster needs. No service but {@code iceberg-writer} creates
     * it or waits for it: where nothing is exported it would only be in the way.
     *
     * @param partitions partitions of the topics that carry the load
     */
    public TopicSpec exportSpec(int partitions) {
        return new TopicSpec(export(), partitions, Map.of("retention.ms", Long.toString(7 * DAY_MILLIS)));
    }

    /**
     * All topics that every deployment has, with the settings that a fresh cluster needs.
     *
     * @param partitions partitions of the topics that carry the load
     */
    public List<TopicSpec> all(int partitions) {
        Map<String, String> week = Map.of("retention.ms", Long.toString(7 * DAY_MILLIS));
        Map<String, String> large = Map.of(
                "retention.ms", Long.toString(7 * DAY_MILLIS),
                "max.message.bytes", Integer.toString(LARGE_MESSAGE_BYTES_MAX));
        Map<String, String> month = Map.of("retention.ms", Long.toString(30 * DAY_MILLIS));
        Map<String, String> compact = new HashMap<>(SOON_COMPACTED);
        compact.put("cleanup.policy", "compact");
        return List.of(
                new TopicSpec(requests(), partitions, large),
                new TopicSpec(rejections(), partitions, week),
                // One partition each: the coordinator is one task, and these are what it reads and writes.
                new TopicSpec(commands(), 1, week),
                new TopicSpec(jobs(), 1, compact),
                new TopicSpec(progress(), 1, compact),
                new TopicSpec(audit(), 1, Map.of("retention.ms", "-1")),
                new TopicSpec(slices(), partitions, week),
                new TopicSpec(events(), partitions, week),
                new TopicSpec(outcomes(), partitions, week),
                new TopicSpec(previews(), partitions, week),
                new TopicSpec(deadLetters(), partitions, month),
                new TopicSpec(unmigrated(), partitions, month));
    }
}
