package dev.reprise.cli.previews;

import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sums over the previews of a job, and some of them.
 *
 * <p>Threading: one thread. Memory is the samples kept and one record for each cause.
 */
public final class PreviewReport {

    private final int samplesMax;
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<Preview> samples = new ArrayList<>();
    private @Nullable Preview largest;

    /**
     * What would fail for one cause.
     *
     * @param count how many assets
     * @param first the first of them
     */
    public record Group(long count, Preview first) {}

    /**
     * Creates an empty report.
     *
     * @param samplesMax changes to keep
     */
    public PreviewReport(int samplesMax) {
        this.samplesMax = samplesMax;
    }

    /** Takes in a preview. */
    public void add(Preview preview) {
        counts.merge(preview.outcome(), 1L, Long::sum);
        Preview.Problem problem = preview.failure();
        if (problem != null) {
            groups.merge(
                    problem.fingerprint(),
                    new Group(1, preview),
                    (known, more) -> new Group(known.count() + 1, known.first()));
        }
        if (preview.change() != null) {
            if (samples.size() < samplesMax) {
                samples.add(preview);
            }
            if (largest == null || growth(preview) > growth(largest)) {
                largest = preview;
            }
        }
    }

    /** Returns how many bytes a payload would grow; negative where it would shrink. */
    static long growth(Preview preview) {
        Preview.Change change = preview.change();
        return change == null ? 0 : (long) change.bytesAfter() - change.bytesBefore();
    }

    /** Returns how many previews there were. */
    public long size() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** Returns what would fail, the largest group first. */
    Collection<Group> groups() {
        return groups.values().stream()
                .sorted(Comparator.comparingLong(Group::count).reversed())
                .toList();
    }

    List<Preview> samples() {
        return List.copyOf(samples);
    }

    /** Returns the change by which a payload grows most. */
    Optional<Preview> largest() {
        return Optional.ofNullable(largest);
    }
}
