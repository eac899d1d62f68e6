package dev.reprise.bench.cassandra;

import dev.reprise.bench.Mapping;
import dev.reprise.bench.RowWork;
import dev.reprise.bench.Workload;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.workload.sample.cassandra.AssetDatabase;

/** One row at a time, by two requests that are waited for. */
public final class BlockingRowWork implements RowWork {

    private final Cql cql;
    private final Mapping mapping;

    /** Works on a database, which stays the caller's to close. */
    public BlockingRowWork(AssetDatabase database, Mapping mapping) {
        this.cql = new Cql(database);
        this.mapping = mapping;
    }

    @Override
    public void process(Workload workload, AssetEvent event) {
        var partition = new AssetPartition(event.assetType(), event.bucket());
        cql.execute(cql.update(workload, partition, cql.one(partition, event.assetId()), mapping));
    }
}
