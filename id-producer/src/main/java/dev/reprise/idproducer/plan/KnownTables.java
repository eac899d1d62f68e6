package dev.reprise.idproducer.plan;

import dev.reprise.assets.IndexEntries;
import dev.reprise.common.assets.TableShape;
import java.util.List;
import java.util.Optional;
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

    Optional<TableShape> table(String name) {
        Found known = found;
        return known == null ? Optional.empty() : known.tables().table(name);
    }

    List<String> whyNoDeletes() {
        Found known = found;
        return known == null ? List.of("the tables are not known yet") : known.whyNoDeletes();
    }
}
