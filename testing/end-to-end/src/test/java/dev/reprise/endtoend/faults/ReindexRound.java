package dev.reprise.endtoend.faults;

import static java.util.Objects.requireNonNull;

import dev.reprise.audit.IndexRules;
import dev.reprise.audit.cassandra.CassandraRowReader;
import dev.reprise.audit.elasticsearch.IndexReader;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.PayloadFactory;
import dev.reprise.workload.livewriter.cassandra.RowLook;
import dev.reprise.workload.livewriter.elasticsearch.IndexingLiveStore;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleType;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows are brought into an index, beside live writers that keep it too.
 *
 * <p>Threading: one thread.
 */
final class ReindexRound implements RoundJob {

    private final Fleet fleet;
    private final SampleAssets sample;
    private final String index;
    private @Nullable AssetDatabase database;

    ReindexRound(Fleet fleet, SampleAssets sample) {
        this.fleet = fleet;
        this.sample = sample;
        // Rounds have days of their own.
        this.index = fleet.index() + "-" + sample.from().getEpochSecond();
        fleet.use(index);
    }

    @Override
    public void createTables(AssetDatabase ofRound) {
        database = ofRound;
        new IndexReader(fleet.elasticsearch()).create(index);
    }

    @Override
    public String processor() {
        return "{\"name\":\"reindex\",\"index\":\"" + index + "\"}";
    }

    @Override
    public PayloadFactory release() {
        return fleet.release();
    }

    @Override
    public LiveStore live(LiveStore plain) {
        String address = "http://" + fleet.elasticsearch() + "/" + index;
        return new IndexingLiveStore(
                plain, new RowLook(requireNonNull(database))::isThere, address, SampleType.MOVIE.word());
    }

    @Override
    public List<String> problems(AssetDatabase ofRound, List<LoggedOperation> log) {
        var documents = new IndexReader(fleet.elasticsearch()).documents(index);
        var rules = new IndexRules(documents, fleet.deployment().topicClient().failed());
        return rules.problems(new CassandraRowReader(ofRound)
                .within(FaultRound.partitions(sample))
                .only(row -> row.assetType().equals(SampleType.MOVIE.word())));
    }
}
