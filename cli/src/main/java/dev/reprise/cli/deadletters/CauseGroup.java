package dev.reprise.cli.deadletters;

import dev.reprise.topics.DeadLetter;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * The assets that failed for one cause.
 *
 * <p>Threading: immutable.
 *
 * @param cause fingerprint
 * @param count assets that failed
 * @param resolved those of them that a redrive has dealt with
 * @param stage where it arises
 * @param kind short name of the failure
 * @param firstAsset the first that failed
 * @param example the reason that it was given
 */
record CauseGroup(String cause, long count, long resolved, String stage, String kind, UUID firstAsset, String example) {

    static final Comparator<CauseGroup> MOST_OPEN_FIRST = Comparator.comparingLong(CauseGroup::open)
            .thenComparingLong(CauseGroup::count)
            .reversed()
            .thenComparing(CauseGroup::cause);

    /** Groups what has one cause: at least one dead letter, in the order of the topic. */
    static CauseGroup of(List<DeadLetter> letters, long resolved) {
        DeadLetter first =
                letters.stream().min(Comparator.comparing(DeadLetter::at)).orElseThrow();
        return new CauseGroup(
                first.fingerprint(),
                letters.size(),
                resolved,
                first.stage(),
                first.kind(),
                first.event().assetId(),
                first.reason());
    }

    /** Returns how many are still to be dealt with. */
    long open() {
        return count - resolved;
    }
}
