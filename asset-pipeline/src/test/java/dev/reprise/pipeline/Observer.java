package dev.reprise.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.processor.Applied;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Applies each row as it sees it; what comes of that is told by the test. */
class Observer implements AssetProcessor<Asset> {

    final List<Asset> decided = new ArrayList<>();
    final List<Asset> applied = new ArrayList<>();
    Function<Asset, Decision<Asset>> decision = Decision.Apply::new;
    Decision<Asset> gone = new Decision.Settled<>(Outcome.GONE);
    Function<Asset, Optional<Asset>> leaves = Optional::of;
    Function<Asset, Applied> result = row -> Applied.CHANGED;

    @Override
    public String name() {
        return "observe";
    }

    @Override
    public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Decision<Asset> decide(Work work, Asset row, Consumer<Step> at) {
        assertThat(work.pinned().processor().name()).isEqualTo("observe");
        decided.add(row);
        return decision.apply(row);
    }

    @Override
    public Optional<Asset> after(Asset row, Asset effect) {
        return leaves.apply(row);
    }

    @Override
    public Decision<Asset> decideGone(Work work, UUID assetId) {
        return gone;
    }

    @Override
    public Preview.Change describe(Asset row, Asset effect) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        int bytes = row.payload() == null ? 0 : row.payload().remaining();
        int version = row.schemaVersion() == null ? 0 : row.schemaVersion();
        return new Preview.Change(
                version,
                version,
                bytes,
                bytes,
                json.arrayNode(),
                json.objectNode(),
                json.objectNode().put("observed", version),
                "seen");
    }

    @Override
    public boolean waitsForSettledRows() {
        return false;
    }

    @Override
    public Sink<Asset> sink(SinkContext context) {
        return sink();
    }

    Sink<Asset> sink() {
        return (partition, effects, readAtNanos, cancellation) -> {
            applied.addAll(effects);
            return CompletableFuture.completedFuture(
                    effects.stream().map(result).toList());
        };
    }
}
