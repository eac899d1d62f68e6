package dev.reprise.idproducer.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes some of many, at equal distances, so that the same ones are taken every time. */
final class Spread {

    private Spread() {}

    /**
     * Takes some ids, spread over the time of their creation.
     *
     * @param size how many; {@code null} for all
     */
    static List<UUID> over(List<UUID> ids, @Nullable Integer size) {
        if (size == null || size >= ids.size()) {
            return ids;
        }
        List<UUID> sorted = new ArrayList<>(ids);
        sorted.sort(Comparator.comparingLong(UUID::timestamp).thenComparing(Comparator.naturalOrder()));
        List<UUID> taken = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            taken.add(sorted.get((int) ((2L * i + 1) * sorted.size() / (2L * size))));
        }
        return taken;
    }

    /** Does the same over several types, each by its share. */
    static Map<String, List<UUID>> overTypes(Map<String, List<UUID>> ids, @Nullable Integer size) {
        long all = ids.values().stream().mapToLong(List::size).sum();
        if (size == null || size >= all) {
            return ids;
        }
        Map<String, List<UUID>> taken = new TreeMap<>();
        long before = 0;
        for (var type : new TreeMap<>(ids).entrySet()) {
            long behind = before + type.getValue().size();
            taken.put(type.getKey(), over(type.getValue(), (int) (behind * size / all - before * size / all)));
            before = behind;
        }
        return taken;
    }

    /** Returns how many of a number of things fall to each of some places: as equally as whole numbers allow. */
    static int quota(int place, int places, int things) {
        return (int) ((place + 1L) * things / places - (long) place * things / places);
    }
}
