package dev.reprise.service.config;

import dev.reprise.assets.cassandra.Consistency;
import dev.reprise.common.topic.Topics;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The keys below {@code reprise} that both services read. Each service extends it by its own and maps the whole.
 *
 * <p>Threading: immutable.
 */
public interface ServiceKeys {

    TopicKeys topics();

    StreamKeys streams();

    CassandraKeys cassandra();

    WriteBackKeys writeBack();

    AssetKeys assets();

    @Setting(
            unit = "folder; the same jars in both services",
            why = "processors of your own, see [processors](processors.md)",
            wrong =
                    "no folder: the service does not start. A worker without the processor of a job parks its events, and"
                            + " the job is paused with that message")
    @WithName("processors.path")
    Optional<Path> processors();

    /** The keys below {@code reprise.topics}. */
    interface TopicKeys {

        @Setting(
                unit = "up to 100 of `a-z A-Z 0-9 . _ -`",
                unset = "empty",
                why = "one deployment per cluster is the rule",
                wrong =
                        "goes before topics, groups and transactional ids. Another prefix is another deployment: it knows"
                                + " none of the jobs, and nothing keeps jobs of two deployments from writing the same rows")
        @WithName("prefix")
        Optional<Topics> names();

        @Setting(
                min = "1",
                max = "1000",
                why = "eight tasks keep a few workers busy",
                wrong =
                        "used for topics the service creates, never to change one. Too small: caps how many worker threads"
                                + " share the work. Too large: each is a task with buffers and an in-flight limit of its own, so"
                                + " memory grows")
        @WithDefault("8")
        int partitions();

        @Setting(
                unit = "`true`, `false`",
                why = "a first start needs no preparation",
                wrong =
                        "`false`: missing topics are waited for. Internal topics of Kafka Streams are created in any case")
        @WithDefault("true")
        boolean create();

        @Setting(
                unit = "copies",
                min = "1",
                max = "32767",
                unset =
                        "3 where there are three brokers or more; else the broker's `default.replication.factor`, and a warning",
                why = "topics that the service creates, and the internal ones of Kafka Streams. 3 in production",
                wrong =
                        "1: what a broker loses is lost, jobs and offsets with it. More than there are brokers: the topics"
                                + " cannot be created, and the service waits and says so")
        Optional<Integer> replicationFactor();

        @Setting(
                unit = "copies",
                min = "1",
                max = "32767",
                unset = "2 with 3 copies or more; else the broker's `min.insync.replicas`",
                why = "the same topics. 2 in production, with 3 copies",
                wrong =
                        "1: a record may be lost with one broker. As many as there are copies: one broker that is away stops"
                                + " everything")
        Optional<Integer> minInsyncReplicas();
    }

    /** The keys below {@code reprise.streams}. */
    interface StreamKeys {

        @Setting(
                min = "PT1S",
                max = "PT5M",
                limit = "not below the broker's `group.min.session.timeout.ms`, 6 s",
                why = "a killed instance is noticed after this, and others take its tasks over",
                wrong = "too small: a long pause of a JVM counts as its death, tasks move and replay. Too large: what a"
                        + " dead instance held waits that long")
        @WithDefault("PT10S")
        Duration sessionTimeout();

        @Setting(
                min = "PT2S",
                max = "PT15M",
                limit = "not above the broker's `transaction.max.timeout.ms`, 15 min",
                why =
                        "the broker aborts what a killed instance left open after this; until then readers wait behind it",
                wrong = "too small: at least twice `reprise.worker.drain-time-max`, or a slow database costs the"
                        + " transaction. Too large: progress stands still for as long after a kill")
        @WithDefault("PT1M")
        Duration transactionTimeout();
    }

    /** The keys below {@code reprise.write-back} that both services read. */
    interface WriteBackKeys {

        @Setting(
                unit = "level that reads and writes both understand",
                why = "for reads and writes alike; a read sees what was acknowledged",
                wrong =
                        "`ONE`, `LOCAL_ONE`: stale reads, so migrations lose more often, and a write may go with its node."
                                + " `ALL`, `EACH_QUORUM`: one node or datacenter that is away stops everything")
        @WithDefault("LOCAL_QUORUM")
        Consistency consistency();

        @Setting(
                min = "PT0S",
                max = "PT1H",
                limit = "the same in both services",
                why =
                        "rows written less than this ago are left alone. Above the time that an acknowledged write takes to"
                                + " arrive, and clocks differ",
                wrong =
                        "too small: a live write some microseconds after the last may be lost, or mixed with ours in one"
                                + " row; `PT0S` switches it off. Too large: busy rows stay `overtaken` until the rounds are used"
                                + " up")
        @WithDefault("PT2S")
        Duration settleTime();
    }
}
