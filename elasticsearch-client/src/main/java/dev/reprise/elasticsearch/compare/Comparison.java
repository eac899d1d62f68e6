package dev.reprise.elasticsearch.compare;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Repeated;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows and documents, asset by asset: for each row its document is looked up, and for each document its row. Neither
 * side has to be sorted, and what is in memory is one page and the differences.
 *
 * <p>Live writers go on meanwhile. So what differs is looked at once more at the end, the document first: a live writer changes
 * the row before the document.
 *
 * <p>Threading: used once; one request at a time. Bound: {@link #DIFFERENCES_MAX} differences.
 */
public final class Comparison {

    /** More than that is no matter of single assets: the rest is not looked for. */
    public static final int DIFFERENCES_MAX = 100_000;

    private static final int AGAIN_AT_ONCE = 500;

    private final AssetRows rows;
    private final Documents documents;
    private final List<String> types;
    private final Cancellation cancellation;
    private final List<Difference> found = new ArrayList<>();
    private long rowsSeen;
    private long documentsSeen;

    /**
     * Prepares it.
     *
     * @param types asset types of the documents
     * @param cancellation no page is read after it
     */
    public Comparison(AssetRows rows, Documents documents, Collection<String> types, Cancellation cancellation) {
        this.rows = rows;
        this.documents = documents;
        this.types = List.copyOf(types);
        this.cancellation = cancellation;
    }

    /**
     * What came of it.
     *
     * @param rows rows that were looked at
     * @param documents documents that were looked at
     * @param differences what differs, at most {@link #DIFFERENCES_MAX}
     */
    public record Verdict(long rows, long documents, List<Difference> differences) {
        public Verdict {
            differences = List.copyOf(differences);
        }

        /** Returns how many differences are of a kind. */
        public long count(Difference.Kind kind) {
            return differences.stream().filter(one -> one.kind() == kind).count();
        }
    }

    /** Compares everything; fails as either side does. */
    public CompletionStage<Verdict> run() {
        return Repeated.forEach(types, this::rowsOf)
                .thenCompose(done -> documents.forEachPage(this::documentsOf))
                .thenCompose(done -> lookAgain())
                .thenApply(lasting -> new Verdict(rowsSeen, documentsSeen, lasting));
    }

    private CompletionStage<Void> rowsOf(String type) {
        return rows.partitions(type).thenCompose(partitions -> Repeated.forEach(partitions, this::rowsOf));
    }

    private CompletionStage<Void> rowsOf(AssetPartition partition) {
        IdRange[] left = {IdRange.of(partition, null, null)};
        return Repeated.whileTrue(() -> {
            requireWanted();
            return rows.page(left[0]).thenCompose(page -> {
                UUID last = page.last();
                left[0] = last == null ? left[0] : left[0].below(last);
                rowsSeen += page.writtenAt().size();
                return versions(page.writtenAt().keySet()).thenApply(versions -> {
                    note(ofRows(partition.assetType(), page.writtenAt(), versions));
                    return !page.exhausted();
                });
            });
        });
    }

    private CompletionStage<Map<String, Long>> versions(Collection<UUID> ids) {
        return ids.isEmpty()
                ? CompletableFuture.completedFuture(Map.of())
                : documents.versions(ids.stream().map(UUID::toString).toList());
    }

    private CompletionStage<Void> documentsOf(Map<String, Long> page) {
        requireWanted();
        documentsSeen += page.size();
        return withoutRow(page).thenAccept(this::note);
    }

    private void requireWanted() {
        if (cancellation.isCancelled()) {
            throw Cancellation.dropped();
        }
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

    private CompletionStage<List<Difference>> withoutRow(Map<String, Long> page) {
        Map<String, Long> left = new HashMap<>(page);
        return Repeated.forEach(types, type -> rows.writtenAt(type, ids(left.keySet()))
                        .thenAccept(written -> written.keySet().forEach(id -> left.remove(id.toString()))))
                .thenApply(done -> left.entrySet().stream()
                        .map(one -> new Difference(Difference.Kind.SURPLUS, null, one.getKey(), null, one.getValue()))
                        .toList());
    }

    private CompletionStage<List<Difference>> lookAgain() {
        List<List<Difference>> parts = new ArrayList<>();
        for (int from = 0; from < found.size(); from += AGAIN_AT_ONCE) {
            parts.add(found.subList(from, Math.min(found.size(), from + AGAIN_AT_ONCE)));
        }
        List<Difference> lasting = new ArrayList<>();
        return Repeated.forEach(parts, part -> lookAgain(part, lasting)).thenApply(done -> lasting);
    }

    private CompletionStage<Void> lookAgain(List<Difference> some, List<Difference> lasting) {
        requireWanted();
        return documents
                .versions(some.stream().map(Difference::id).collect(Collectors.toSet()))
                .thenCompose(versions -> Repeated.forEach(types, type -> rows.writtenAt(type, idsOf(type, some))
                                .thenAccept(written -> lasting.addAll(ofRows(type, written, versions))))
                        .thenCompose(done -> withoutRow(surplus(some, versions))))
                .thenAccept(lasting::addAll);
    }

    private static List<UUID> idsOf(String type, List<Difference> some) {
        return ids(some.stream()
                .filter(one -> type.equals(one.assetType()))
                .map(Difference::id)
                .toList());
    }

    private static Map<String, Long> surplus(List<Difference> some, Map<String, Long> versions) {
        Map<String, Long> surplus = new HashMap<>();
        some.stream()
                .filter(one -> one.kind() == Difference.Kind.SURPLUS && versions.containsKey(one.id()))
                .forEach(one -> surplus.put(one.id(), one.version()));
        return surplus;
    }

    /** What is no id of an asset has no row. */
    private static List<UUID> ids(Collection<String> texts) {
        return texts.stream().flatMap(text -> Difference.assetId(text).stream()).toList();
    }
}
