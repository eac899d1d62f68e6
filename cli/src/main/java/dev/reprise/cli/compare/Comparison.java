package dev.reprise.cli.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows and documents, asset by asset: for each row its document is looked up, and for each document its row. Neither
 * side has to be sorted, and what is in memory is one page and the differences.
 *
 * <p>Live writers go on meanwhile. So what differs is looked at once more at the end, the document first: a live writer changes
 * the row before the document.
 *
 * <p>Threading: one thread, which blocks. Bound: {@link #DIFFERENCES_MAX} differences.
 */
final class Comparison {

    /** More than that is no matter of single assets: the rest is not looked for. */
    static final int DIFFERENCES_MAX = 100_000;

    private static final int AGAIN_AT_ONCE = 500;

    private final AssetRows rows;
    private final Documents documents;
    private final List<String> types;
    private final List<Difference> found = new ArrayList<>();
    private long rowsSeen;
    private long documentsSeen;

    /**
     * Prepares it.
     *
     * @param types asset types of the index
     */
    Comparison(AssetRows rows, Documents documents, List<String> types) {
        this.rows = rows;
        this.documents = documents;
        this.types = List.copyOf(types);
    }

    /**
     * What came of it.
     *
     * @param rows rows that were looked at
     * @param documents documents that were looked at
     * @param differences what differs, at most {@link #DIFFERENCES_MAX}
     */
    record Verdict(long rows, long documents, List<Difference> differences) {

        /** Returns how many differences are of a kind. */
        long count(Difference.Kind kind) {
            return differences.stream().filter(one -> one.kind() == kind).count();
        }
    }

    /** Compares everything. */
    Verdict run() {
        types.forEach(type -> rows.forEachPage(type, page -> {
            rowsSeen += page.size();
            note(ofRows(type, page, documents.versions(texts(page.keySet()))));
        }));
        documents.forEachPage(page -> {
            documentsSeen += page.size();
            note(withoutRow(page));
        });
        return new Verdict(rowsSeen, documentsSeen, lookAgain());
    }

    private void note(List<Difference> more) {
        found.addAll(more.subList(0, Math.min(more.size(), DIFFERENCES_MAX - found.size())));
    }

    private static List<Difference> ofRows(String type, Map<UUID, Long> written, Map<String, Long> versions) {
        List<Difference> differences = new ArrayList<>();
        written.forEach(
                (id, time) -> ofRow(type, id, time, versions.get(id.toString())).ifPresent(differences::add));
        return differences;
    }

    private static Optional<Difference> ofRow(String type, UUID id, long time, @Nullable Long version) {
        if (version == null) {
            return Optional.of(new Difference(Difference.Kind.MISSING, type, id.toString(), time, null));
        }
        return version < time
                ? Optional.of(new Difference(Difference.Kind.OLDER, type, id.toString(), time, version))
                : Optional.empty();
    }

    private List<Difference> withoutRow(Map<String, Long> page) {
        Map<String, Long> left = new HashMap<>(page);
        for (String type : types) {
            rows.writtenAt(type, ids(left.keySet())).keySet().forEach(id -> left.remove(id.toString()));
        }
        return left.entrySet().stream()
                .map(one -> new Difference(Difference.Kind.SURPLUS, null, one.getKey(), null, one.getValue()))
                .toList();
    }

    private List<Difference> lookAgain() {
        List<Difference> lasting = new ArrayList<>();
        for (int from = 0; from < found.size(); from += AGAIN_AT_ONCE) {
            lasting.addAll(lookAgain(found.subList(from, Math.min(found.size(), from + AGAIN_AT_ONCE))));
        }
        return lasting;
    }

    private List<Difference> lookAgain(List<Difference> some) {
        Map<String, Long> versions =
                documents.versions(some.stream().map(Difference::id).collect(Collectors.toSet()));
        List<Difference> lasting = new ArrayList<>();
        for (String type : types) {
            List<String> ofType = some.stream()
                    .filter(one -> type.equals(one.assetType()))
                    .map(Difference::id)
                    .toList();
            lasting.addAll(ofRows(type, rows.writtenAt(type, ids(ofType)), versions));
        }
        Map<String, Long> surplus = new HashMap<>();
        some.stream()
                .filter(one -> one.kind() == Difference.Kind.SURPLUS && versions.containsKey(one.id()))
                .forEach(one -> surplus.put(one.id(), one.version()));
        lasting.addAll(withoutRow(surplus));
        return lasting;
    }

    private static List<String> texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    /** What is no id of an asset has no row. */
    private static List<UUID> ids(Collection<String> texts) {
        List<UUID> ids = new ArrayList<>();
        for (String text : texts) {
            try {
                UUID id = UUID.fromString(text);
                if (id.version() == 1 && id.toString().equals(text)) {
                    ids.add(id);
                }
            } catch (IllegalArgumentException e) {
                // It is something else.
            }
        }
        return ids;
    }
}
