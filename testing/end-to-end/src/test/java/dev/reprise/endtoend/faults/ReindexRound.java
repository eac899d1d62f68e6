package dev.reprise.endtoend.faults;

import static java.util.Objects.requireNonNull;

import dev.reprise.audit.IndexRules;
import dev.reprise.audit.cassandra.CassandraRowReader;
import dev.reprise.audit.elasticsearch.IndexReader;
import dev.reprise.endtoend.service.TopicClient;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.PayloadFactory;
import dev.reprise.workload.livewriter.cassandra.RowLook;
import dev.reprise.workload.livewriter.elasticsearch.IndexingLiveStore;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleType;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows are brought into an index, beside live writers that keep it too.
 *
 * <p>Threading: one thread.
 */
final class ReindexRound implements RoundJob {

    /** Production has written some rows with a clock that is ahead. No other row gives a reason for a dead letter. */
    private static final String AHEAD = "WriteTimeAhead";

    private final Fleet fleet;
    private final SampleAssets sample;
    private final String index;
    private final Duration forgetsDeletesAfter;
    private @Nullable AssetDatabase database;
    private String job = "";

    ReindexRound(Fleet fleet, SampleAssets sample, Duration forgetsDeletesAfter) {
        this.fleet = fleet;
        this.sample = sample;
        this.forgetsDeletesAfter = forgetsDeletesAfter;
        // Rounds have days of their own.
        this.index = fleet.index() + "-" + sample.from().getEpochSecond();
        fleet.use(index);
    }

    @Override
    public void createTables(AssetDatabase ofRound) {
        database = ofRound;
        new IndexReader(fleet.elasticsearch()).create(index, forgetsDeletesAfter);
    }

    @Override
    public void prepare(TopicClient client, String jobOfRound, String selector) {
        job = jobOfRound;
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
        TopicClient client = fleet.deployment().topicClient();
        var rules = new IndexRules(documents, client.failed());
        List<String> problems = new ArrayList<>(rules.problems(new CassandraRowReader(ofRound)
                .within(FaultRound.partitions(sample))
                .only(row -> row.assetType().equals(SampleType.MOVIE.word()))));
        client.failures(job).stream()
                .filter(failure -> !failure.startsWith(AHEAD))
                .forEach(failure -> problems.add("has a dead letter that no row gives a reason for: " + failure));
        return problems;
    }
}
