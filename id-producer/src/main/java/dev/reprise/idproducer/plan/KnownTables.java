package dev.reprise.idproducer.plan;

import dev.reprise.assets.IndexEntries;
import dev.reprise.common.assets.TableShape;
import dev.reprise.common.async.Begun;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the user, once the database has answered. No request is judged before.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class KnownTables {

    private volatile @Nullable Found found;

    /**
     * What was found.
     *
     * @param tables all tables
     * @param whyNoDeletes why rows of assets cannot be deleted, in words; empty when they can
     */
    public record Found(IndexEntries tables, List<String> whyNoDeletes) {
        public Found {
            whyNoDeletes = List.copyOf(whyNoDeletes);
        }
    }

    /** Takes note of what was found. */
    public void found(Found what) {
        found = what;
    }

    /** Returns a table as the driver knows it. */
    Optional<TableShape> table(String name) {
        Found known = found;
        return known == null ? Optional.empty() : known.tables().table(name);
    }

    /** Looks at a table; there is none before the database has answered. */
    CompletionStage<Optional<TableShape>> look(String name) {
        Found known = found;
        return known == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : Begun.stage(() -> known.tables().look(name));
    }

    List<String> whyNoDeletes() {
        Found known = found;
        return known == null ? List.of("the tables are not known yet") : known.whyNoDeletes();
    }
}
