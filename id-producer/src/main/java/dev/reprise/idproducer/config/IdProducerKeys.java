package dev.reprise.idproducer.config;

import dev.reprise.idproducer.intake.AllowedRequests;
import dev.reprise.pipeline.config.PipelineKeys;
import dev.reprise.service.config.ServiceKeys;
import dev.reprise.service.config.Setting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * Every key that id-producer reads below {@code reprise}.
 *
 * <p>Threading: immutable.
 */
@ConfigMapping(prefix = "reprise")
public interface IdProducerKeys extends ServiceKeys, PipelineKeys {

    EmitKeys emit();

    ElasticsearchKeys elasticsearch();

    VerifyKeys verify();

    JobKeys jobs();

    ScalingKeys scaling();

    RequestKeys requests();

    SynchronousKeys synchronous();

    ProductionKeys production();

    /** The keys below {@code reprise.emit}. */
    interface EmitKeys {

        @Setting(
                unit = "ids",
                min = "1",
                max = "100000",
                why = "one request finds many ids; a multiple of 64, so that pages end where runs do",
                wrong =
                        "too small: a request for every few ids. Too large: two pages of each of two slices a job are in"
                                + " memory per task; reading a page may run into the request timeout")
        @WithDefault("2048")
        int pageSize();

        @Setting(
                unit = "stream threads",
                min = "1",
                max = "64",
                why = "one thread emits more than workers take",
                wrong = "too small: emission is the bottleneck. Too large: idle threads")
        @WithDefault("1")
        int threads();

        @Setting(
                min = "PT0.01S",
                max = "PT10S",
                why = "events and states become visible with the commit, and people wait for them",
                wrong =
                        "too small: the cost of a transaction for few events. Too large: commands and events are felt late")
        @WithDefault("PT0.25S")
        Duration commitInterval();

        @Setting(
                min = "PT0.01S",
                max = "PT10M",
                why =
                        "how far the workers may be behind, in time of their recent throughput. A short queue is what makes"
                                + " pausing, throttling and cancelling felt at once",
                wrong =
                        "too small: workers run dry between two measurements (every 0.3 s). Too large: commands are felt"
                                + " late, and topics grow")
        @WithDefault("PT1.5S")
        Duration backlogTime();

        @Setting(
                unit = "events",
                min = "1",
                max = "100000000",
                why = "the queue is never shorter, or a slow start would stay slow",
                wrong = "too small: slow start. Too large: a paused job of slow assets goes on for long")
        @WithDefault("2000")
        int backlogEventsMin();

        @Setting(
                unit = "events",
                min = "1",
                max = "100000000",
                why = "never longer, however fast the workers are",
                wrong =
                        "too small: caps the throughput. Too large: as for `backlog-time`. Each id-producer instance may"
                                + " overshoot by one allowance")
        @WithDefault("200000")
        int backlogEventsMax();
    }

    /** The keys below {@code reprise.verify}. */
    interface VerifyKeys {

        @Setting(
                unit = "rounds that emit, the first among them",
                min = "1",
                max = "100",
                why = "busy rows need a few looks; a table that never rests must not keep a job for ever",
                wrong = "too small: overtaken rows are left and counted in `unmigrated`. Too large: a job follows a hot"
                        + " row for long")
        @WithDefault("5")
        int roundsMax();
    }

    /** The keys below {@code reprise.jobs}. */
    interface JobKeys {

        @Setting(
                min = "PT0.01S",
                max = "PT1M",
                why = "how often changing counts are written to `reprocess-jobs`; a new state is written at once",
                wrong = "too small: records nobody reads. Too large: progress jumps; each task's share of the rate is"
                        + " updated late")
        @WithDefault("PT0.5S")
        Duration publishInterval();

        @Setting(
                min = "PT1S",
                max = "PT1H",
                why =
                        "so long may outcomes be missing after the workers are past all events of a job, before its ledger"
                                + " counts as broken and the job as `FAILED`, or a cancelled job is closed with its numbers",
                wrong =
                        "too small: what delays progress records fails a sound job. A killed process leaves a transaction"
                                + " open that hides them for up to 70 s. Too large: a broken ledger is told late")
        @WithDefault("PT2M")
        Duration silenceMax();
    }

    /** The keys below {@code reprise.requests}. */
    interface RequestKeys {

        @Setting(
                unit = "names, …",
                unset = "all",
                why = "whoever may post may not need everything, see [security](security.md)",
                wrong = "a name that no asset has: all jobs are refused, and told what is served")
        Optional<AllowedRequests.Names> allowedTypes();

        @Setting(
                unit = "names, …",
                unset = "all",
                why = "as for `allowed-types`",
                wrong = "a name that no processor has: all jobs are refused, and told what is served")
        Optional<AllowedRequests.Names> allowedProcessors();

        @Setting(
                unit = "`run`, `preview`, `synchronous`, …",
                unset = "all",
                why = "as for `allowed-types`; `preview` alone lets nobody write",
                wrong = "a word that is no mode: all jobs are refused, and told what is served")
        Optional<AllowedRequests.Names> allowedModes();
    }

    /** The keys below {@code reprise.synchronous}. */
    interface SynchronousKeys {

        @Setting(
                unit = "assets",
                min = "1",
                max = "10000",
                why = "what a person waits for",
                wrong = "too small: small sets go by way of the workers. Too large: id-producer does their work, with"
                        + " their memory, and does not scale by lag")
        @WithDefault("1000")
        int assetsMax();
    }

    /** The keys below {@code reprise.scaling}. */
    interface ScalingKeys {

        @Setting(
                min = "PT1M",
                max = "P30D",
                why = "the metric `reprise_worker_wanted` says how many workers finish what is left in this time",
                wrong =
                        "too small: workers are started for work that is done before they are warm. Too large: a large job"
                                + " keeps few workers")
        @WithDefault("PT15M")
        Duration finishWithin();
    }
}
