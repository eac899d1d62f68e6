package dev.reprise.common.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is posted is a request or a refusal, and either fits into a record and comes back from it as it was. */
class RequestFuzzTest {

    private static final int DOCUMENTS = 30_000;

    private static final int RECORD_BYTES_MAX = 1024 * 1024;

    private static final Rejection.Position AT = new Rejection.Position("reprocess-requests", 3, 42);

    private final long seed = Long.getLong("reprise.seed", System.nanoTime());

    private final RequestParser parser = new RequestParser(() -> "made-up");

    @Test
    void should_accept_or_refuse_whatever_is_posted_when_it_is_made_at_random() {
        System.out.println("fuzzed requests of -Dreprise.seed=" + seed);
        var documents = new FuzzedRequests(seed);
        int accepted = 0;

        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] posted = documents.next();
            try {
                accepted += judge(posted) ? 1 : 0;
            } catch (RuntimeException | AssertionError | StackOverflowError failure) {
                throw new AssertionError(
                        "document " + i + " of seed " + seed + ", base64 "
                                + Base64.getEncoder().encodeToString(posted),
                        failure);
            }
        }

        assertThat(accepted).as("both kinds are tried").isBetween(DOCUMENTS / 10, DOCUMENTS * 9 / 10);
    }

    private boolean judge(byte[] posted) {
        try {
            Request request = parser.parse(posted);
            byte[] stored = Json.bytes(request);
            require(stored.length <= Topics.REQUEST_BYTES_MAX, "it fits into the store");
            require(Json.read(stored, Request.class).equals(request), "it comes back from the store");
            require(parser.parse(stored).equals(request), "what is stored is the same request");
            return true;
        } catch (RefusedRequestException refusal) {
            List<String> reasons = refusal.reasons();
            require(!reasons.isEmpty() && reasons.size() <= Reasons.COUNT_MAX, "there are reasons, but not too many");
            for (String reason : reasons) {
                int chars = reason.codePointCount(0, reason.length());
                require(
                        !reason.isBlank() && chars <= Reasons.CHARS_MAX + 1,
                        "a reason says something, and not too much");
            }
            byte[] rejection = Rejection.bytes(reasons, posted, AT, Instant.EPOCH);
            require(rejection.length < RECORD_BYTES_MAX, "the rejection fits into a record");
            require(Json.read(rejection, Rejection.class).reasons().equals(reasons), "the rejection comes back");
            return false;
        }
    }

    /** Plain, since it is asked a million times. */
    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("violated: " + what);
        }
    }
}
