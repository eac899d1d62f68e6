package dev.reprise.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What Cassandra makes of writes with one timestamp: it resolves cell by cell, so that version and payload may come from
 * two of them. A cell that expires beats one that does not, and else the larger value wins (Cassandra 4 and 5,
 * {@code Cells.resolveRegular}).
 *
 * <p>Threading: stateless.
 */
final class Tie {

    private static final Comparator<PastWrite> BY_EXPIRY = Comparator.comparing(write -> write.ttlSeconds() > 0);

    private static final Comparator<PastWrite> BY_PAYLOAD = BY_EXPIRY.thenComparing(
            write -> write.content().payload().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private static final Comparator<PastWrite> BY_VERSION =
            BY_EXPIRY.thenComparing(write -> write.content().schemaVersion());

    private Tie() {}

    /**
     * The cells of a row after a tie.
     *
     * @param payload write whose payload stands
     * @param version write whose version stands
     */
    record Result(PastWrite payload, PastWrite version) {}

    /**
     * Returns all results there can be. More than one where it depends on what is not known: the bytes that a job wrote
     * for a payload, or which of two ends of life came out later.
     *
     * @param tied writes of one timestamp, at least one
     */
    static List<Result> results(List<PastWrite> tied) {
        boolean expiring = tied.stream().filter(write -> write.ttlSeconds() > 0).count() > 1;
        boolean byJob = tied.stream().anyMatch(write -> write.job() != null);
        if (tied.size() == 1 || (!expiring && !byJob)) {
            return List.of(new Result(
                    tied.stream().max(BY_PAYLOAD).orElseThrow(),
                    tied.stream().max(BY_VERSION).orElseThrow()));
        }
        List<Result> results = new ArrayList<>();
        tied.forEach(payload -> tied.forEach(version -> results.add(new Result(payload, version))));
        return results;
    }
}
