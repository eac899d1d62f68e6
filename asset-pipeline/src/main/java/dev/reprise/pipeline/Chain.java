package dev.reprise.pipeline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Several processors as one, in their order. Each sees the row as the one before it leaves it. What a row comes to stops at the
 * first step that does not come through, and the failure names that step. When the event is processed again, steps that are
 * done find nothing to do.
 *
 * <p>Threading: immutable.
 */
final class Chain implements AssetProcessor<Chain.Effects> {

    private final List<ChainLink<?>> links;

    /** Creates the chain of processors that run already. */
    Chain(List<ChainLink<?>> links) {
        this.links = List.copyOf(links);
    }

    /**
     * What is to be done about one asset.
     *
     * @param ofSteps the effect of each step; {@code null} where a step has nothing to do. Steps behind the last one are
     *     not reached
     * @param outcome what the steps that have nothing to do come to; {@link Outcome#GONE} where there is no row
     * @param goneFrom place of the first step that finds no row any more; the number of all steps where each finds one
     * @param failure why the step behind the last one fails, when all others are done; {@code null} when it does not
     */
    record Effects(List<@Nullable Object> ofSteps, Outcome outcome, int goneFrom, @Nullable Failure failure) {

        boolean anyToDo() {
            return ofSteps.stream().anyMatch(Objects::nonNull);
        }
    }

    @Override
    public String name() {
        return links.stream().map(ChainLink::name).collect(Collectors.joining("+"));
    }

    /** Each step is resolved by its own processor, before there is a chain. */
    @Override
    public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
        throw new UnsupportedOperationException("the steps of a chain are resolved one by one");
    }

    @Override
    public Optional<String> mismatch(Pinned pinned, String assetType) {
        return links.stream()
                .filter(link -> link.isFor(pinned, assetType))
                .map(link -> link.mismatch(pinned, assetType))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public String subject(Pinned pinned, String assetType) {
        return links.stream()
                .filter(link -> link.isFor(pinned, assetType))
                .map(link -> link.subject(pinned, assetType))
                .collect(Collectors.joining(", then "));
    }

    @Override
    public Decision<Effects> decide(Work work, Asset row, Consumer<Step> at) {
        return decide(work, row.assetId(), Optional.of(row), at);
    }

    @Override
    public Decision<Effects> decideGone(Work work, UUID assetId) {
        return decide(work, assetId, Optional.empty(), step -> {});
    }

    /** Once a step leaves no row, those behind it decide about an asset that is gone. */
    private Decision<Effects> decide(Work work, UUID assetId, Optional<Asset> row, Consumer<Step> at) {
        List<@Nullable Object> effects = new ArrayList<>();
        Optional<Asset> now = row;
        Outcome outcome = row.isPresent() ? Outcome.UNCHANGED : Outcome.GONE;
        int goneFrom = links.size();
        for (ChainLink<?> link : links) {
            boolean isGone = now.isEmpty();
            goneFrom = isGone ? Math.min(goneFrom, link.index()) : goneFrom;
            ChainLink.Decided decided =
                    isGone ? link.decideGone(work, assetId) : link.decide(work, now.orElseThrow(), at);
            if (decided.failure() != null) {
                return over(new Effects(effects, outcome, goneFrom, decided.failure()));
            }
            if (!isGone && (decided.outcome() == Outcome.OVERTAKEN || decided.outcome() == Outcome.GONE)) {
                return over(new Effects(effects, decided.outcome(), goneFrom, null));
            }
            effects.add(decided.effect());
            outcome = decided.outcome() == Outcome.CHANGED ? Outcome.CHANGED : outcome;
            now = decided.row();
        }
        return over(new Effects(effects, outcome, goneFrom, null));
    }

    private static Decision<Effects> over(Effects effects) {
        if (effects.anyToDo()) {
            return new Decision.Apply<>(effects);
        }
        return effects.failure() == null
                ? new Decision.Settled<>(effects.outcome())
                : new Decision.Failed<>(effects.failure());
    }

    @Override
    public Preview.Change describe(Asset row, Effects effects) {
        List<Preview.Change> changes = new ArrayList<>();
        var notes = new StringJoiner("; ");
        Asset now = row;
        // What is done about a row that is gone is no change of it.
        for (int step = 0; step < Math.min(effects.goneFrom(), effects.ofSteps().size()); step++) {
            Object effect = effects.ofSteps().get(step);
            if (effect != null) {
                ChainLink<?> link = links.get(step);
                Preview.Change change = link.describe(now, effect);
                changes.add(change);
                if (change.note() != null) {
                    notes.add(link.name() + ": " + change.note());
                }
                now = link.after(now, effect).orElse(now);
            }
        }
        if (effects.failure() != null) {
            notes.add("then it fails: " + effects.failure().told());
        }
        return together(changes, notes.length() == 0 ? null : notes.toString());
    }

    private static Preview.Change together(List<Preview.Change> changes, @Nullable String note) {
        ArrayNode patch = JsonNodeFactory.instance.arrayNode();
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        ObjectNode after = JsonNodeFactory.instance.objectNode();
        changes.forEach(change -> {
            change.patch().forEach(patch::add);
            change.before().properties().forEach(field -> before.set(field.getKey(), field.getValue()));
            change.after().properties().forEach(field -> after.set(field.getKey(), field.getValue()));
        });
        Preview.Change first = changes.get(0);
        Preview.Change last = changes.get(changes.size() - 1);
        return new Preview.Change(
                first.fromVersion(),
                last.toVersion(),
                first.bytesBefore(),
                last.bytesAfter(),
                patch,
                before,
                after,
                note);
    }

    @Override
    public boolean refusesRowsAhead() {
        return links.stream().anyMatch(ChainLink::refusesRowsAhead);
    }

    /** A row that a step need not touch is not left to its live writer: the steps behind it may never see it again. */
    @Override
    public boolean waitsForSettledRows() {
        return false;
    }

    @Override
    public boolean waitsForSettledRow(Effects effects) {
        for (int step = 0; step < effects.ofSteps().size(); step++) {
            Object effect = effects.ofSteps().get(step);
            if (effect != null && links.get(step).waitsForSettledRow(effect)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Sink<Effects> sink(SinkContext context) {
        return new ChainSink(links);
    }
}
