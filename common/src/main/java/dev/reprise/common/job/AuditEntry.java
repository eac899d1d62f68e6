package dev.reprise.common.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.request.Request;
import dev.reprise.common.wire.ShortText;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of a job's story, in {@code reprocess-audit} under the job id: somebody asked for something, or the job changed
 * its state by itself. Kept for ever.
 *
 * <p>Threading: immutable.
 *
 * @param job job id
 * @param at when it took effect
 * @param what the type of the request, or {@code state} for a change that nobody asked for
 * @param by who asked, as far as told; {@code null} for a change that nobody asked for
 * @param why the reason given; for a change that nobody asked for, the message of the job; {@code null} for none
 * @param effect what came of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        String job, Instant at, String what, @Nullable String by, @Nullable String why, String effect) {

    private static final String STATE = "state";

    /** Room for the message of a job; the full list of reasons of a refusal is in the rejection. */
    private static final int TEXT_CHARS_MAX = 3_000;

    public AuditEntry {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(effect, "effect");
        by = ShortText.orNull(by, TEXT_CHARS_MAX);
        why = ShortText.orNull(why, TEXT_CHARS_MAX);
        effect = ShortText.of(effect, TEXT_CHARS_MAX);
    }

    /** Makes the entry of a request to a job that exists. */
    public static AuditEntry ofRequest(Request request, Instant at, String effect) {
        return new AuditEntry(request.job(), at, request.word(), request.requestedBy(), request.reason(), effect);
    }

    /** Makes the entry of a change that nobody asked for. */
    public static AuditEntry ofChange(String job, Instant at, JobStatus was, JobStatus is, @Nullable String message) {
        return new AuditEntry(job, at, STATE, null, message, was + " to " + is);
    }
}
