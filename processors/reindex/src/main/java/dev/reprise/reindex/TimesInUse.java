package dev.reprise.reindex;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.async.Repeated;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds the names that a pattern of dates has for the assets there are. Of each partition and each time in use one id is read:
 * ids are sorted by their time.
 *
 * <p>Threading: used once; one read at a time.
 */
public final class TimesInUse {

    private final IndexName pattern;
    private final AssetRows rows;
    private final NavigableSet<String> names = new TreeSet<>();

    private TimesInUse(IndexName pattern, AssetRows rows) {
        this.pattern = pattern;
        this.rows = rows;
    }

    /** Returns the names of all assets of some types. */
    public static CompletionStage<NavigableSet<String>> of(IndexName pattern, AssetRows rows, Set<String> assetTypes) {
        var found = new TimesInUse(pattern, rows);
        return Repeated.forEach(assetTypes, found::ofType).thenApply(done -> found.names);
    }

    private CompletionStage<Void> ofType(String type) {
        return rows.partitions(type).thenCompose(partitions -> Repeated.forEach(partitions, this::ofPartition));
    }

    private CompletionStage<Void> ofPartition(AssetPartition partition) {
        @Nullable Instant[] before = {null};
        return Repeated.whileTrue(
                () -> rows.newest(IdRange.of(partition, null, before[0])).thenApply(found -> {
                    found.ifPresent(id -> {
                        names.add(pattern.of(id));
                        before[0] = pattern.floor(IndexName.createdAt(id));
                    });
                    return found.isPresent();
                }));
    }
}
