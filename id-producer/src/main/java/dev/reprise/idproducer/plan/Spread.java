package dev.reprise.idproducer.plan;

import dev.reprise.common.assets.LocatedId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes some of many, at equal distances, so that the same ones are taken every time. */
final class Spread {

    private Spread() {}

    /**
     * Takes some assets, spread over the time of their creation.
     *
     * @param idOf the id of an asset
     * @param size how many; {@code null} for all
     */
    static <T> List<T> over(List<T> assets, Function<T, UUID> idOf, @Nullable Integer size) {
        if (size == null || size >= assets.size()) {
            return assets;
        }
        List<T> sorted = new ArrayList<>(assets);
        sorted.sort(Comparator.comparing(
                idOf, Comparator.comparingLong(UUID::timestamp).thenComparing(Comparator.naturalOrder())));
        List<T> taken = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            taken.add(sorted.get((int) ((2L * i + 1) * sorted.size() / (2L * size))));
        }
        return taken;
    }

    /** Does the same over several types, each by its share. */
    static Map<String, List<LocatedId>> overTypes(Map<String, List<LocatedId>> ids, @Nullable Integer size) {
        long all = ids.values().stream().mapToLong(List::size).sum();
        if (size == null || size >= all) {
            return ids;
        }
        Map<String, List<LocatedId>> taken = new TreeMap<>();
        long before = 0;
        for (var type : new TreeMap<>(ids).entrySet()) {
            long behind = before + type.getValue().size();
            int some = (int) (behind * size / all - before * size / all);
            taken.put(type.getKey(), over(type.getValue(), LocatedId::assetId, some));
            before = behind;
        }
        return taken;
    }

    /** Returns how many of a number of things fall to each of some places: as equally as whole numbers allow. */
    static int quota(int place, int places, int things) {
        return (int) ((place + 1L) * things / places - (long) place * things / places);
    }
}
