package dev.reprise.worker.config;

import dev.reprise.pipeline.config.PipelineKeys;
import dev.reprise.service.config.ServiceKeys;
import dev.reprise.service.config.Setting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * Every key that the worker reads below {@code reprise}.
 *
 * <p>Threading: immutable.
 */
@ConfigMapping(prefix = "reprise")
public interface WorkerKeys extends ServiceKeys, PipelineKeys {

    EngineKeys worker();

    /** The keys below {@code reprise.worker}. */
    interface EngineKeys {
        @Setting(
                unit = "stream threads",
                min = "1",
                max = "64",
                why = "work in flight, not threads, makes the throughput",
                wrong = "too small: a core may be unused. Too large: more transactions for the same work")
        @WithDefault("1")
        int threads();

        @Setting(
                min = "PT0.01S",
                max = "PT10S",
                why = "the cost of a commit is per transaction; an instance that runs dry commits earlier",
                wrong =
                        "too small: draining takes the time. Too large: outcomes are seen late, and more is replayed after"
                                + " a crash")
        @WithDefault("PT1S")
        Duration commitInterval();

        @Setting(
                unit = "rows per instance",
                min = "1",
                max = "100000",
                why = "enough to hide the latency of the database",
                wrong =
                        "what one task does not need others take; each is sure of its share by `reprise.topics.partitions`,"
                                + " at least a group. Too small: throughput is in-flight rows by latency. Too large: pressure on"
                                + " Cassandra. Large payloads lower it by themselves: those in flight take an eighth of the heap at"
                                + " most")
        @WithDefault("2048")
        int inFlightMax();

        @Setting(
                unit = "`true`, `false`",
                why =
                        "production is there too: no more rows are in flight than keep Cassandra busy, and the job says so",
                wrong = "`false`: always as many as `in-flight-max`")
        @WithDefault("true")
        boolean adaptiveLimit();

        @Setting(
                unit = "groups",
                min = "1",
                max = "10000",
                why = "groups that are filled at once, per partition of the topic; one more sends the oldest",
                wrong =
                        "too small: groups are sent half full when buckets mix. Too large: nothing but memory; groups are"
                                + " sent after 20 ms in any case")
        @WithDefault("32")
        int openGroupsMax();

        @Setting(
                unit = "events per partition of the topic",
                min = "1",
                max = "10000000",
                why = "the longest queue, 200,000 events, over eight partitions; some 300 bytes of memory each",
                wrong =
                        "too small: what does not fit is processed in spite of a pause; refused events that do not fit hold"
                                + " their partition back. Too large: memory, when much is paused")
        @WithDefault("25000")
        int parkedMax();
    }
}
