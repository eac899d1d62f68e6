package dev.reprise.pipeline.boot;

import dev.reprise.assets.AssetStore;
import dev.reprise.assets.IndexEntries;
import dev.reprise.assets.RowDeletes;
import dev.reprise.assets.cassandra.AssetSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables, without patience of their own.
 *
 * @param rows reads and writes rows
 * @param deletes deletes rows; {@code null} where that cannot be done
 * @param whyNoDeletes why not, in words; empty where it can
 * @param entries writes to tables beside the assets
 */
public record Stores(AssetStore rows, @Nullable RowDeletes deletes, List<String> whyNoDeletes, IndexEntries entries) {

    /** Returns the tables that were found. */
    public static Stores of(AssetSchema found) {
        List<String> problems = found.deletionProblems();
        return new Stores(found.store(), problems.isEmpty() ? found.deletes() : null, problems, found.entries());
    }
}
