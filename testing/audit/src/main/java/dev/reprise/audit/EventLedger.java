package dev.reprise.audit;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Slice;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Which assets of a job were emitted, or processed in place, in which rounds, and what became of each, as the topics show
 * it.
 *
 * <p>Threading: one thread. Memory is about 70 bytes an asset.
 */
final class EventLedger {

    /** Rounds that fit into the bits kept per asset; jobs end long before. */
    static final int ROUNDS_MAX = 31;

    private final JobFacts facts;
    private final Findings findings;
    private final IdIndex ids = new IdIndex();
    private int[] events = new int[1024];
    private int[] letters = new int[1024];
    private final Map<Outcome, int[]> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Place, Long> emittedBySlice = new HashMap<>();
    private Counts counts = Counts.ZERO;
    private long deadLetters;
    private long missingOutcomes;

    private record Place(int round, String assetType, String bucket) {}

    EventLedger(JobFacts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new int[1024]);
        }
    }

    void event(EmittedEvent emitted) {
        AssetEvent event = emitted.event();
        counts = counts.plus(Counts.emitted(1));
        if (!facts.selects(event.assetType(), event.assetId())) {
            findings.add(Violation.STRANGE_EVENT, event.assetId(), "emitted, though it is outside of the selection");
        }
        if (!isBounded(emitted.round())) {
            findings.add(Violation.STRANGE_EVENT, event.assetId(), "emitted in round " + emitted.round());
            return;
        }
        emittedBySlice.merge(new Place(emitted.round(), event.assetType(), event.bucket()), 1L, Long::sum);
        int number = number(event.assetId());
        int bit = bit(emitted.round());
        if ((events[number] & bit) != 0) {
            findings.add(Violation.DUPLICATED_EVENT, event.assetId(), "emitted again in round " + emitted.round());
        }
        events[number] |= bit;
    }

    /** Notes an asset that was processed where it was found: its outcome stands for the event that nobody has emitted. */
    void inPlace(OutcomeRecord outcome) {
        var event = new AssetEvent(outcome.job(), outcome.assetType(), outcome.bucket(), outcome.assetId());
        event(new EmittedEvent(event, outcome.round()));
    }

    /** Notes an event that is not to be there. */
    void surplus(EmittedEvent emitted) {
        findings.add(
                Violation.STRANGE_EVENT,
                emitted.event().assetId(),
                "emitted in round " + emitted.round() + ", though the job processes its assets in place");
    }

    /** Notes an outcome; all events come first. */
    void outcome(OutcomeRecord outcome) {
        counts = counts.plus(outcome.outcome());
        int number = number(outcome.assetId());
        int bit = isBounded(outcome.round()) ? bit(outcome.round()) : 0;
        String words = outcome.outcome() + " in round " + outcome.round();
        if ((events[number] & bit) == 0) {
            findings.add(Violation.SURPLUS_OUTCOME, outcome.assetId(), words + " without an event");
        } else if ((trail(number).ended() & bit) != 0) {
            findings.add(Violation.SURPLUS_OUTCOME, outcome.assetId(), words + " after another outcome");
        }
        Objects.requireNonNull(outcomes.get(outcome.outcome()))[number] |= bit;
    }

    void deadLetter(DeadLetter letter) {
        deadLetters++;
        int number = number(letter.event().assetId());
        letters[number]++;
        if (events[number] == 0) {
            findings.add(Violation.STRANGE_EVENT, letter.event().assetId(), "dead-lettered without an event");
        }
    }

    /**
     * Looks for events without outcomes; only where outcomes are recorded.
     *
     * @param skipped events that the workers say they dropped since the job had ended
     */
    void checkOutcomes(long skipped) {
        missingOutcomes = 0;
        ids.forEach((assetId, number) -> missingOutcomes +=
                Integer.bitCount(events[number] & ~trail(number).ended()));
        if (missingOutcomes <= skipped) {
            return;
        }
        ids.forEach((assetId, number) -> {
            int missing = events[number] & ~trail(number).ended();
            if (missing != 0) {
                String round = Integer.toString(Integer.numberOfTrailingZeros(missing) + 1);
                findings.add(Violation.MISSING_OUTCOME, assetId, "no outcome in round " + round);
            }
        });
    }

    /** Returns how many events, and how many outcomes of each kind, the topics show. */
    Counts counts() {
        return counts;
    }

    /** Returns how many events each slice has emitted, by the id of the slice. */
    Map<String, Long> emittedBySlice() {
        Map<String, Long> emitted = new HashMap<>();
        emittedBySlice.forEach((place, count) -> emitted.put(
                new Slice(
                                facts.job(),
                                place.round(),
                                Slice.Kind.EMIT,
                                place.assetType(),
                                place.bucket(),
                                null,
                                null,
                                null)
                        .id(),
                count));
        return emitted;
    }

    /** Returns how many dead letters there are. */
    long deadLetters() {
        return deadLetters;
    }

    /** Returns how many assets there are. */
    int assets() {
        return ids.size();
    }

    /** Returns what the topics show of an asset. */
    Trail trail(UUID assetId) {
        int number = ids.find(assetId);
        return number < 0 ? Trail.NONE : trail(number);
    }

    /** Gives every asset that a topic knows. */
    void forEach(BiConsumer<UUID, Trail> consumer) {
        ids.forEach((assetId, number) -> consumer.accept(assetId, trail(number)));
    }

    private Trail trail(int number) {
        Map<Outcome, Integer> rounds = new EnumMap<>(Outcome.class);
        outcomes.forEach((outcome, bits) -> {
            if (bits[number] != 0) {
                rounds.put(outcome, bits[number]);
            }
        });
        return new Trail(events[number], rounds, letters[number]);
    }

    private int number(UUID assetId) {
        int number = ids.number(assetId);
        if (number >= events.length) {
            int length = Math.multiplyExact(events.length, 2);
            events = Arrays.copyOf(events, length);
            letters = Arrays.copyOf(letters, length);
            outcomes.replaceAll((outcome, bits) -> Arrays.copyOf(bits, length));
        }
        return number;
    }

    private static boolean isBounded(int round) {
        return round >= 1 && round <= ROUNDS_MAX;
    }

    private static int bit(int round) {
        return 1 << (round - 1);
    }
}
