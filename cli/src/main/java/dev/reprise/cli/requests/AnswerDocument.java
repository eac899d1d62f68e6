package dev.reprise.cli.requests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.job.Job;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request as JSON: {@code {"job", "answer", "state", "eventsPerSecond", "message", "reasons"}}. The answer is
 * {@code accepted}, {@code unchanged}, {@code refused} or {@code unanswered}; what is not known is null.
 */
final class AnswerDocument {

    private static final String UNCHANGED = "unchanged";

    private AnswerDocument() {}

    /**
     * Prints the document of a verdict in one line.
     *
     * @param job {@code null} where a request names none
     */
    static String of(@Nullable String job, Verdict verdict) {
        List<String> reasons = verdict instanceof Verdict.Refused refused ? refused.reasons() : List.of();
        return of(job, word(verdict), state(verdict), reasons);
    }

    /** Prints the document of a request that was not made, since there is nothing to do, in one line. */
    static String ofNothing() {
        return of(null, UNCHANGED, null, List.of());
    }

    private static String of(@Nullable String job, String answer, @Nullable Job state, List<String> reasons) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("job", job);
        document.put("answer", answer);
        document.put("state", state == null ? null : state.state().name());
        document.put("eventsPerSecond", state == null ? null : state.eventsPerSecond());
        document.put("message", state == null ? null : state.message());
        reasons.forEach(document.putArray("reasons")::add);
        return new String(Json.bytes(document), StandardCharsets.UTF_8);
    }

    private static String word(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted) {
            return "accepted";
        }
        if (verdict instanceof Verdict.Unchanged) {
            return UNCHANGED;
        }
        return verdict instanceof Verdict.Refused ? "refused" : "unanswered";
    }

    private static @Nullable Job state(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return accepted.job();
        }
        return verdict instanceof Verdict.Unchanged unchanged ? unchanged.job() : null;
    }
}
