package dev.reprise.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Collects violations: all are counted, the first few of each kind are kept.
 *
 * <p>Threading: one thread.
 */
final class Findings {

    private static final int EXAMPLES_MAX = 5;

    private final Map<Violation, List<Example>> examples = new EnumMap<>(Violation.class);
    private final Map<Violation, Long> counts = new EnumMap<>(Violation.class);

    /** A violation that is kept. */
    private record Example(@Nullable UUID assetId, String words) {}

    /** Notes a violation that concerns the job as a whole. */
    void add(Violation violation, String words) {
        add(violation, null, words);
    }

    /**
     * Notes a violation.
     *
     * @param assetId the asset it concerns; {@code null} for none
     */
    void add(Violation violation, @Nullable UUID assetId, String words) {
        counts.merge(violation, 1L, Long::sum);
        List<Example> kept = examples.computeIfAbsent(violation, kind -> new ArrayList<>());
        if (kept.size() < EXAMPLES_MAX) {
            kept.add(new Example(assetId, words));
        }
    }

    /** Returns how many violations of a kind were found. */
    long count(Violation violation) {
        return counts.getOrDefault(violation, 0L);
    }

    /** Returns the assets among the examples. */
    Set<UUID> assets() {
        Set<UUID> assets = new HashSet<>();
        examples.values().forEach(kept -> kept.stream()
                .map(Example::assetId)
                .filter(Objects::nonNull)
                .forEach(assets::add));
        return assets;
    }

    /** Returns what was found, gravest first, each example followed by what is known of its asset, line by line. */
    List<Finding> toList(Map<UUID, List<String>> stories) {
        return Arrays.stream(Violation.values())
                .filter(violation -> count(violation) > 0)
                .map(violation -> new Finding(
                        violation,
                        count(violation),
                        examples.getOrDefault(violation, List.of()).stream()
                                .map(example -> words(example, stories))
                                .toList()))
                .toList();
    }

    private static String words(Example example, Map<UUID, List<String>> stories) {
        UUID assetId = example.assetId();
        if (assetId == null) {
            return example.words();
        }
        var block = new StringBuilder("asset " + assetId + ": " + example.words());
        stories.getOrDefault(assetId, List.of())
                .forEach(line -> block.append("\n  ").append(line));
        return block.toString();
    }
}
