package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.AssetIndex;
import dev.reprise.common.assets.BucketPattern;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.query.QueryIndex;

/**
 * Where the ids of a slice come from: a bucket in Cassandra, the plan, a query of Elasticsearch, or what an earlier round
 * has emitted. A later round over a selection that does not follow the buckets looks at exactly what the first one has
 * emitted: after a migration a query may match other assets.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class IdSources {

    private final AssetIndex index;
    private final BucketPattern pattern;
    private final QueryIndex queries;

    /** Creates the sources over one pair of tables. */
    public IdSources(AssetIndex index, BucketPattern pattern, QueryIndex queries) {
        this.index = index;
        this.pattern = pattern;
        this.queries = queries;
    }

    IdPages open(Slice slice, JobBrief job, EmitterOutput output) {
        Slice.Share share = slice.share();
        if (share == null) {
            return new BucketPages(slice, index);
        }
        if (slice.kind() != Slice.Kind.EMIT) {
            return new RememberedPages(slice, index, pattern, output);
        }
        if (share.ids() != null) {
            return new ListedPages(share.ids(), pattern);
        }
        Selector.ByQuery selector = job.openTerms().query();
        if (selector != null) {
            return new QueriedPages(queries.open(selector.assetType(), selector.query(), share.number()), pattern);
        }
        throw new IllegalStateException("nothing says which ids the slice " + slice.key() + " has");
    }
}
