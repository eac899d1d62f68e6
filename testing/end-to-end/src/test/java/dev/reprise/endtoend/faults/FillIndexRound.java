package dev.reprise.endtoend.faults;

import dev.reprise.demo.processor.cassandra.TitleIndex;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.PayloadFactory;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.TimeBasedId;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Movies get their entry by title, in a table that production keeps for what it writes. */
final class FillIndexRound implements RoundJob {

    private final SampleAssets sample;
    private @Nullable TitleIndex index;

    FillIndexRound(SampleAssets sample) {
        this.sample = sample;
    }

    @Override
    public void createTables(AssetDatabase database) {
        database.createTables();
        index = new TitleIndex(database, sample);
    }

    @Override
    public String processor() {
        return "{\"name\":\"fill-index\",\"table\":\"" + TitleIndex.TABLE
                + "\",\"columns\":{\"title\":\"/Title\",\"movie\":\"asset_id\",\"bucket\":\"bucket\"}}";
    }

    @Override
    public PayloadFactory release() {
        return PayloadFactory.unchanged();
    }

    @Override
    public LiveStore live(LiveStore plain) {
        return Objects.requireNonNull(index).kept(plain);
    }

    /** Of an operation that was not acknowledged, row and entry may tell different things. */
    @Override
    public List<String> problems(AssetDatabase database, List<LoggedOperation> log) {
        Set<UUID> unknown = log.stream()
                .filter(logged -> !logged.acknowledged())
                .map(logged -> logged.operation().key().assetId())
                .collect(Collectors.toSet());
        return Objects.requireNonNull(index).problems(movie -> isOfRound(movie) && !unknown.contains(movie));
    }

    private boolean isOfRound(UUID movie) {
        Instant created = TimeBasedId.createdAt(movie);
        return !created.isBefore(sample.from()) && created.isBefore(sample.to());
    }
}
