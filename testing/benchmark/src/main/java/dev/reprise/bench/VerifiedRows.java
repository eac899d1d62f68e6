package dev.reprise.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import java.util.concurrent.CompletableFuture;

/**
 * A contestant whose rows are all read after each run: each is there once, at the new version, and has been changed as often.
 *
 * <p>Threading: one thread; several read.
 *
 * @param contestant does the work
 * @param items the rows
 * @param rows reads them, payloads included
 */
public record VerifiedRows(Contestant contestant, Items items, RowSource rows) implements Contestant {

    @Override
    public String name() {
        return contestant.name();
    }

    @Override
    public void prepare(Workload workload) {
        contestant.prepare(workload);
    }

    @Override
    public Timing run(Workload workload) {
        return contestant.run(workload);
    }

    @Override
    public void verify(Workload workload) {
        contestant.verify(workload);
        var each = new EachOnce(items);
        rows.read(workload.assetType(), (partition, page) -> {
            synchronized (each) {
                page.forEach(row -> each.found(row.assetId(), index -> isAt(workload.toVersion(), row)));
            }
            return CompletableFuture.completedFuture(null);
        });
        each.require("the rows after " + name());
    }

    @Override
    public void close() {
        contestant.close();
    }

    /** Version 1 is revision 1, and each step of the {@link Ladder} adds one to both. */
    private static boolean isAt(int version, PlainRow row) {
        return row.schemaVersion() == version
                && Json.read(row.payloadBytes(), JsonNode.class)
                                .path("revision")
                                .intValue()
                        == version;
    }
}
