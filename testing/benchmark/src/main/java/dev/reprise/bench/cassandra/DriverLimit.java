package dev.reprise.bench.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.Layout;
import dev.reprise.bench.Contestant;
import dev.reprise.bench.Mapping;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code limit}: what the driver can do on this machine. One loop over the ids; groups of rows of one partition, each
 * read by one range and written by one unlogged batch, or read by a list of ids and written row by row where each row is a
 * partition; no Kafka.
 */
public final class DriverLimit implements Contestant {

    private static final int PAGE = 2_000;
    private static final int GROUP = 64;

    /** As measured best: more changes nothing, less leaves the database waiting. */
    private static final int ROWS_IN_FLIGHT = 2_048;

    /** Row by row each write is a request, and a connection of the driver carries no more than 1,024. */
    private static final int REQUESTS_IN_FLIGHT = 512;

    private final Cql cql;
    private final Mapping mapping;
    private final boolean bucketed;
    private final ExecutorService mappers =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final AtomicInteger done = new AtomicInteger();

    /** Works on a database, which stays the caller's to close. */
    public DriverLimit(AssetDatabase database, Mapping mapping) {
        this.cql = new Cql(database);
        this.mapping = mapping;
        this.bucketed = database.tables().layout() == Layout.BUCKETED;
    }

    @Override
    public String name() {
        return "limit";
    }

    @Override
    public Timing run(Workload workload) {
        done.set(0);
        Deadline clock = Deadline.in(Duration.ZERO);
        var inFlight = new InFlight(bucketed ? ROWS_IN_FLIGHT : REQUESTS_IN_FLIGHT);
        for (String bucket : cql.buckets(workload.assetType())) {
            var partition = new AssetPartition(workload.assetType(), bucket);
            List<UUID> group = new ArrayList<>(GROUP);
            for (Row row : cql.ids(partition, PAGE)) {
                group.add(AssetDatabase.present(row.getUuid(0), "asset_id"));
                if (group.size() == GROUP) {
                    send(workload, partition, group, inFlight);
                    group = new ArrayList<>(GROUP);
                }
            }
            if (!group.isEmpty()) {
                send(workload, partition, group, inFlight);
            }
        }
        inFlight.awaitAll();
        Duration took = clock.elapsed();
        if (done.get() != workload.rows()) {
            throw new FailedException("limit wrote " + done.get() + " of " + workload.rows() + " rows");
        }
        return Timing.of(took);
    }

    @Override
    public void close() {
        mappers.shutdownNow();
    }

    private void send(Workload workload, AssetPartition partition, List<UUID> group, InFlight inFlight) {
        inFlight.acquire(group.size());
        var read = bucketed ? cql.range(partition, group.get(group.size() - 1), group.get(0)) : cql.list(group);
        inFlight.release(group.size(), read.thenComposeAsync(rows -> writeAll(workload, partition, rows), mappers));
    }

    private CompletionStage<?> writeAll(Workload workload, AssetPartition partition, AsyncResultSet rows) {
        List<BoundStatement> updates = new ArrayList<>(GROUP);
        rows.currentPage().forEach(row -> updates.add(cql.update(workload, partition, row, mapping)));
        done.addAndGet(updates.size());
        return bucketed
                ? cql.executeAsync(Cql.batch(updates))
                : CompletableFuture.allOf(updates.stream()
                        .map(update -> cql.executeAsync(update).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new));
    }
}
