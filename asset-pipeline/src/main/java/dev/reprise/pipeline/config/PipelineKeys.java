package dev.reprise.pipeline.config;

import dev.reprise.service.config.Setting;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/**
 * The keys below {@code reprise} of whoever processes assets: the worker, and id-producer for jobs in the mode {@code synchronous}.
 *
 * <p>Threading: immutable.
 */
public interface PipelineKeys {

    @WithName("worker")
    GroupKeys groups();

    @Setting(
            unit = "`timestamp`, `lwt`",
            why = "works beside live writers that use plain statements. `lwt` is for tables whose live writers all use"
                    + " lightweight transactions ([conditions](guarantees.md))",
            wrong =
                    "not what the live writers use: live writes may be overwritten. `lwt` costs several round trips between"
                            + " replicas for each group, and sends groups of one Cassandra partition one after the other")
    @WithName("write-back.strategy")
    @WithDefault("timestamp")
    PipelineSettings.Strategy strategy();

    /** Those of the keys below {@code reprise.worker} that say how a group of assets is processed. */
    interface GroupKeys {
        @Setting(
                unit = "threads",
                min = "1",
                max = "256",
                unset = "number of processors",
                why = "mappings are computing",
                wrong = "too small: migrations wait. Too large: they push the driver's threads aside")
        Optional<Integer> migrationThreads();

        @Setting(
                min = "PT0.2S",
                max = "PT15S",
                limit = "at most half of `drain-time-max`",
                unset = "`PT5S`, or half of a shorter `drain-time-max`",
                why =
                        "longest time for one row to be read, migrated and validated, and in a preview compared; the time in"
                                + " a queue does not count. The row is then the dead letter `MigrationTooSlow`, and its thread is"
                                + " replaced",
                wrong =
                        "too small: sound rows fail on a busy machine. Too large: a migration that does not return keeps"
                                + " its thread, and the commit of its task, for as long")
        Optional<Duration> decisionTimeMax();

        @Setting(
                unit = "rows",
                min = "1",
                max = "1000",
                why = "rows of one read and one batch in one Cassandra partition",
                wrong = "too small: a request for few rows. Too large: heavy requests")
        @WithDefault("64")
        int groupRowsMax();

        @Setting(
                unit = "bytes",
                min = "1024",
                max = "16777216",
                why = "payload of one batch; one row alone may have more",
                wrong =
                        "too small: batches are split. Too large: beyond what Cassandra takes as one mutation (half a commit"
                                + " log segment); such a group is written row by row")
        @WithDefault("262144")
        int groupBytesMax();

        @Setting(
                min = "PT1S",
                max = "PT30S",
                limit = "at most half of `reprise.streams.transaction-timeout`",
                unset = "`PT25S`, or half of a shorter transaction timeout",
                why =
                        "longest wait for operations in flight; at most half of the transaction timeout. Three fifths of it,"
                                + " 15 s, are the patience of a read and of a write with their retries",
                wrong = "too small: a slow database makes tasks give up and replay. Too large is not allowed")
        Optional<Duration> drainTimeMax();

        @Setting(
                min = "PT0.01S",
                max = "PT30S",
                why = "longest pause between two attempts; they begin at 50 ms and double, half of each is random",
                wrong = "too small: load on a database in trouble. Too large: few attempts within the patience")
        @WithDefault("PT2S")
        Duration retryDelayMax();

        @Setting(
                unit = "bytes",
                min = "1024",
                max = "268435456",
                why = "larger payloads become the dead letter `PayloadTooLarge`",
                wrong = "too small: sound assets are refused. Too large: a group of them does not fit into memory. The"
                        + " payload is read before it is judged")
        @WithDefault("4194304")
        int payloadBytesMax();
    }
}
