package dev.reprise.idproducer.emit;

import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.AssetLocator;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.query.QueryIndex;
import dev.reprise.idproducer.read.GuardedReads;

/**
 * Where the ids of a slice come from: a bucket in Cassandra, the plan, a query of Elasticsearch, or what an earlier round
 * has emitted. A later round over a selection that does not follow the buckets looks at exactly what the first one has
 * emitted: after a migration a query may match other assets.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class IdSources {

    private final AssetIndex index;
    private final AssetLocator locator;
    private final QueryIndex queries;
    private final GuardedReads reads;

    /**
     * Creates the sources over one pair of tables.
     *
     * @param locator finds the buckets of ids that come without them
     */
    public IdSources(AssetIndex index, AssetLocator locator, QueryIndex queries, GuardedReads reads) {
        this.index = index;
        this.locator = locator;
        this.queries = queries;
        this.reads = reads;
    }

    /** Opens a slice; no page of it throws, and one that a person must see to fails by itself. */
    IdPages open(Slice slice, JobBrief job, EmitterOutput output) {
        return new GuardedPages(() -> source(slice, job, output), reads);
    }

    private IdPages source(Slice slice, JobBrief job, EmitterOutput output) {
        Slice.IdShard shard = slice.shard();
        if (shard == null) {
            return new BucketPages(slice, index);
        }
        if (shard.ids() != null) {
            return new ListedPages(shard, slice.assetType(), locator);
        }
        if (slice.kind() != Slice.Kind.EMIT) {
            return new RememberedPages(slice, index, locator, output);
        }
        Selector.ByQuery selector = job.openTerms().query();
        if (selector != null) {
            var pages = queries.open(selector.assetType(), selector.query(), shard.number());
            return new QueriedPages(pages, selector.assetType(), locator);
        }
        throw new IllegalArgumentException("nothing says which ids the slice " + slice.key() + " has");
    }
}
