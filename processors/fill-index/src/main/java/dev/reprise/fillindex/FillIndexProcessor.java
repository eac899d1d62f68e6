package dev.reprise.fillindex;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The processor {@code fill-index {table, columns}}: writes an entry of a reverse-index table for each asset, at the write time
 * of the asset. So live writers that keep the index with their own write times always win.
 *
 * <p>Threading: immutable.
 */
final class FillIndexProcessor implements AssetProcessor<FillIndexProcessor.Entry> {

    static final String NAME = "fill-index";

    private final AssetColumns names;

    /**
     * The entry of an asset.
     *
     * @param row as read
     * @param assetType its type
     * @param plan how the entry follows from it
     */
    record Entry(Asset row, String assetType, IndexPlan plan) {

        /** Makes the entry of the same asset, read once more. */
        Entry of(Asset now) {
            return new Entry(now, assetType, plan);
        }

        Optional<IndexEntry> in(String bucket) throws UnusableValueException {
            return plan.entry(assetType, bucket, row);
        }
    }

    FillIndexProcessor(AssetColumns names) {
        this.names = names;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
        var request = new IndexRequest(names, known);
        Map<String, Pending> nothing = Map.of(Pinned.EVERY_TYPE, new Pending.Nothing());
        return request.read(requested)
                .<Resolution>map(pinned -> new Resolution.Accepted(new Pinned(requested, pinned, nothing)))
                .orElseGet(() -> new Resolution.Refused(request.problems()));
    }

    @Override
    public String subject(Pinned pinned, String assetType) {
        return assetType + " into table " + pinned.checksums().get(IndexPlan.TABLE);
    }

    /** An entry at the write time of its row does no harm to a live writer, and no later round looks for what was left. */
    @Override
    public boolean waitsForSettledRows() {
        return false;
    }

    @Override
    public Decision<Entry> decide(Work work, Asset row, Consumer<Step> at) {
        var entry = new Entry(row, work.assetType(), IndexPlan.of(work.pinned(), names));
        try {
            return entry.in("").isPresent() ? new Decision.Apply<>(entry) : new Decision.Settled<>(Outcome.UNCHANGED);
        } catch (UnusableValueException e) {
            return new Decision.Failed<>(failure(e));
        }
    }

    static Failure failure(UnusableValueException unusable) {
        return Failure.of(Stage.VALIDATE, "UnusableValue", String.valueOf(unusable.getMessage()));
    }

    @Override
    public Preview.Change describe(Asset row, Entry entry) {
        int version = row.schemaVersion() == null ? 0 : row.schemaVersion();
        int bytes = row.payload() == null ? 0 : row.payload().remaining();
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode columns = json.objectNode();
        try {
            entry.in("(its bucket)")
                    .ifPresent(one -> one.columns().forEach((name, value) -> columns.put(name, value.toString())));
        } catch (UnusableValueException e) {
            throw new IllegalStateException("it was usable when it was decided about", e);
        }
        return new Preview.Change(
                version,
                version,
                bytes,
                bytes,
                json.arrayNode(),
                json.objectNode(),
                columns,
                "the row stays as it is; the entry of these columns is written to the table "
                        + entry.plan().table());
    }

    @Override
    public Sink<Entry> sink(SinkContext context) {
        return new FreshEntries(context);
    }
}
