package dev.reprise.idproducer.plan;

import dev.reprise.common.assets.TableShape;
import dev.reprise.processor.Circumstances;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a processor may know when it judges a request.
 *
 * <p>Threading: as what it was made from.
 *
 * @param tables finds a table by its name
 * @param whyRowsCannotBeDeleted in words; empty when they can
 */
record Acceptance(
        boolean isPreview,
        boolean isOfWholeTypes,
        OtherJobs jobs,
        Function<String, Optional<TableShape>> tables,
        List<String> whyRowsCannotBeDeleted)
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
        return tables.apply(name);
    }
}
