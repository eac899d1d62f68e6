package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user posts to {@code reprocess-requests}: a job to run, or a command to a job. Instances that come from
 * {@link RequestParser} are complete and consistent in themselves; whether the job, the processor and the assets exist
 * is judged later.
 *
 * <p>Threading: immutable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Request.Submit.class, name = "submit"),
    @JsonSubTypes.Type(value = Request.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = Request.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = Request.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = Request.Throttle.class, name = "throttle")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Request {

    /** The job that is submitted or commanded; also the key of the record that carries the request on. */
    String job();

    /** Returns who asked, as far as told; for the audit. */
    @Nullable
    String requestedBy();

    /** Returns why, as far as told; for the audit. */
    @Nullable
    String reason();

    /** Returns the word that stands in the field {@code type}. */
    default String word() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /**
     * A job to run.
     *
     * @param job idempotency key: the same content again does nothing, another content is refused
     * @param selector which assets
     * @param processor what to do with each
     * @param mode how
     * @param limits how fast, and how much failure is too much
     * @param outcomes whether each asset's outcome is recorded in {@code reprocess-outcomes}
     * @param requestedBy who asked; for the audit
     * @param reason why; for the audit
     */
    @JsonPropertyOrder({"type", "job", "selector", "processor", "mode", "limits", "outcomes", "requestedBy", "reason"})
    record Submit(
            String job,
            Selector selector,
            ProcessorSpec processor,
            Mode mode,
            Limits limits,
            boolean outcomes,
            @Nullable String requestedBy,
            @Nullable String reason)
            implements Request {
        public Submit {
            Objects.requireNonNull(job, "job");
            Objects.requireNonNull(selector, "selector");
            Objects.requireNonNull(processor, "processor");
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(limits, "limits");
        }

        /** Returns the same request with another rate; {@code null} lifts the limit. */
        public Submit withEventsPerSecond(@Nullable Integer eventsPerSecond) {
            Limits changed = new Limits(
                    eventsPerSecond, limits.maxFailures(), limits.maxFailureRatio(), limits.productionLatencyP99Max());
            return new Submit(job, selector, processor, mode, changed, outcomes, requestedBy, reason);
        }
    }

    /** Stops a running job until it is resumed. */
    record Pause(String job, @Nullable String requestedBy, @Nullable String reason) implements Request {
        public Pause {
            Objects.requireNonNull(job, "job");
        }
    }

    /** Lets a paused job go on. */
    record Resume(String job, @Nullable String requestedBy, @Nullable String reason) implements Request {
        public Resume {
            Objects.requireNonNull(job, "job");
        }
    }

    /** Ends a job; what is written stays written. */
    record Cancel(String job, @Nullable String requestedBy, @Nullable String reason) implements Request {
        public Cancel {
            Objects.requireNonNull(job, "job");
        }
    }

    /**
     * Changes the rate of a job while it runs.
     *
     * @param eventsPerSecond at least 1; {@code null} lifts the limit
     */
    record Throttle(
            String job,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Integer eventsPerSecond,
            @Nullable String requestedBy,
            @Nullable String reason)
            implements Request {
        public Throttle {
            Objects.requireNonNull(job, "job");
            if (eventsPerSecond != null && eventsPerSecond < 1) {
                throw new IllegalArgumentException("eventsPerSecond must be at least 1, not " + eventsPerSecond);
            }
        }
    }
}
