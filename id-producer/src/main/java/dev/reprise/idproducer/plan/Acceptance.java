package dev.reprise.idproducer.plan;

import dev.reprise.common.assets.TableShape;
import dev.reprise.processor.Circumstances;
import java.util.List;
import java.util.Optional;

/**
 * What a processor may know when it judges a request.
 *
 * <p>Threading: as what it was made from.
 */
record Acceptance(boolean isPreview, boolean isOfWholeTypes, OtherJobs jobs, KnownTables tables)
        implements Circumstances {

    @Override
    public boolean knowsJobs() {
        return jobs.areKnown();
    }

    @Override
    public Optional<OtherJob> job(String id) {
        return jobs.find(id);
    }

    @Override
    public Optional<TableShape> table(String name) {
        return tables.table(name);
    }

    @Override
    public List<String> whyRowsCannotBeDeleted() {
        return tables.whyNoDeletes();
    }
}
