package dev.reprise.pipeline;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Message;
import dev.reprise.processor.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries the effects of a chain out, step by step for the whole group. An asset whose step does not come through takes no part
 * in the steps behind it. Messages are sent when all steps of their asset have come through, so that a redrive, which runs
 * the chain again, never sends one twice.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. The state of a call goes from step to step, and is never seen
 * by two threads at once.
 */
final class ChainSink implements Sink<Chain.Effects> {

    private final List<ChainLink<?>> links;

    ChainSink(List<ChainLink<?>> links) {
        this.links = List.copyOf(links);
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<Chain.Effects> effects, long readAtNanos, Cancellation cancellation) {
        List<Progress> all = effects.stream().map(Progress::new).toList();
        CompletionStage<?> done = CompletableFuture.completedFuture(null);
        for (ChainLink<?> link : links) {
            done = done.thenCompose(before -> {
                List<Progress> some = all.stream()
                        .filter(one -> one.effect(link.index()) != null)
                        .toList();
                if (some.isEmpty()) {
                    return CompletableFuture.completedFuture(null);
                }
                List<Object> own = new ArrayList<>();
                some.forEach(one -> own.add(one.effect(link.index())));
                return link.apply(partition, own, readAtNanos, cancellation).thenAccept(applied -> {
                    if (applied.size() != some.size()) {
                        throw new IllegalStateException(
                                "a sink told of " + applied.size() + " effects, not of " + some.size());
                    }
                    for (int i = 0; i < some.size(); i++) {
                        some.get(i).add(link, applied.get(i));
                    }
                });
            });
        }
        return done.thenApply(last -> all.stream().map(Progress::applied).toList());
    }

    /** How far the chain of one asset has come. What it makes of a step is why the chain stops there; empty where it goes on. */
    private static final class Progress implements Applied.Cases<Optional<Applied>> {

        private final Chain.Effects effects;
        private final List<Message> messages = new ArrayList<>();
        private Outcome outcome;
        private Optional<Applied> stopped = Optional.empty();

        Progress(Chain.Effects effects) {
            this.effects = effects;
            this.outcome = effects.outcome();
        }

        /** Returns what the step at a place has to do; {@code null} for nothing. */
        @Nullable
        Object effect(int index) {
            return stopped.isPresent() || index >= effects.ofSteps().size()
                    ? null
                    : effects.ofSteps().get(index);
        }

        void add(ChainLink<?> link, Applied applied) {
            if (link.index() >= effects.goneFrom() && applied.equals(Applied.GONE)) {
                // That is what the step was told.
                return;
            }
            stopped = applied.as(this)
                    .map(why -> why instanceof Applied.Failed failed
                            ? new Applied.Failed(link.named(failed.failure()))
                            : why);
        }

        @Override
        public Optional<Applied> done(Outcome ofStep) {
            if (ofStep == Outcome.CHANGED) {
                outcome = Outcome.CHANGED;
            }
            boolean goesOn = ofStep == Outcome.CHANGED || ofStep == Outcome.UNCHANGED;
            return goesOn ? Optional.empty() : Optional.of(new Applied.Done(ofStep));
        }

        @Override
        public Optional<Applied> sent(List<Message> ofStep) {
            messages.addAll(ofStep);
            return Optional.empty();
        }

        @Override
        public Optional<Applied> failed(Failure failure) {
            return Optional.of(new Applied.Failed(failure));
        }

        @Override
        public Optional<Applied> refused(String reason) {
            return Optional.of(new Applied.Refused(reason));
        }

        Applied applied() {
            if (stopped.isPresent()) {
                return stopped.get();
            }
            if (effects.failure() != null) {
                return new Applied.Failed(effects.failure());
            }
            return messages.isEmpty() ? new Applied.Done(outcome) : new Applied.Sent(messages);
        }
    }
}
