package dev.reprise.pipeline;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.pipeline.decide.Decisions;
import dev.reprise.pipeline.load.GivenUpException;
import dev.reprise.pipeline.load.Reading;
import dev.reprise.pipeline.load.Rows;
import dev.reprise.pipeline.result.Result;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Message;
import dev.reprise.processor.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Takes some rows of one partition the whole way: read, decide, apply; or describe, in a preview. A row that fails is judged
 * alone.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Decisions are made on threads of their own, not on those of the
 * database driver.
 */
public final class AssetPipeline {

    private final Rows rows;
    private final SettleTime settleTime;
    private final Function<Throwable, RemoteError> classifier;
    private final Decisions decisions;

    /**
     * Creates the pipeline.
     *
     * @param rows repeat by themselves what may succeed later, as do the sinks
     * @param settleTime how long a row is left to its live writer; a preview does not wait for it
     * @param classifier judges what they give up with
     * @param decisions where rows are decided
     */
    public AssetPipeline(
            Rows rows, SettleTime settleTime, Function<Throwable, RemoteError> classifier, Decisions decisions) {
        this.rows = rows;
        this.settleTime = settleTime;
        this.classifier = classifier;
        this.decisions = decisions;
    }

    /**
     * Processes some events.
     *
     * @param events at least one, all of one partition, each of another asset
     * @param cancellation what has not begun is dropped after it
     * @return completes with what became of each, in their order; exceptionally when the database cannot be reached or refuses
     *     all work
     */
    public <E> CompletionStage<List<Result>> process(
            RowTask<E> task, List<AssetEvent> events, Cancellation cancellation) {
        return process(new Group<>(task, events, cancellation, 0));
    }

    /**
     * Events that go the way together.
     *
     * @param attempts how often they were tried before, as part of a larger group
     */
    private record Group<E>(RowTask<E> task, List<AssetEvent> events, Cancellation cancellation, int attempts) {

        AssetPartition partition() {
            return new AssetPartition(events.get(0).assetType(), events.get(0).bucket());
        }

        List<UUID> assetIds() {
            return events.stream().map(AssetEvent::assetId).toList();
        }
    }

    private <E> CompletionStage<List<Result>> process(Group<E> group) {
        return rows.read(group.partition(), group.assetIds(), group.cancellation())
                .thenCompose(reading -> decide(group, reading))
                .exceptionallyCompose(failure -> afterFailure(group, failure));
    }

    private <E> CompletionStage<List<Result>> decide(Group<E> group, Reading reading) {
        return decisions
                .each(group.events(), judgement(group.task(), reading), group.cancellation())
                .thenCompose(judged -> apply(group, reading, judged));
    }

    private <E> RowJudgement<E> judgement(RowTask<E> task, Reading reading) {
        // A preview writes nothing, so nobody can overtake it.
        return new RowJudgement<>(task, task.sink() == null ? settleTime.waitingForNobody() : settleTime, reading);
    }

    private static <E> CompletionStage<List<Result>> apply(
            Group<E> group, Reading reading, List<RowJudgement.Judged<E>> judged) {
        List<E> effects = new ArrayList<>();
        judged.forEach(one -> {
            if (one.effect() != null) {
                effects.add(one.effect());
            }
        });
        if (effects.isEmpty()) {
            return CompletableFuture.completedFuture(
                    judged.stream().map(RowJudgement.Judged::result).toList());
        }
        Sink<E> sink = Objects.requireNonNull(group.task().sink());
        return sink.apply(group.partition(), effects, reading.atNanos(), group.cancellation())
                .thenApply(applied -> results(judged, applied, group.task().recorded()));
    }

    private static <E> List<Result> results(
            List<RowJudgement.Judged<E>> judged, List<Applied> applied, boolean recorded) {
        List<Result> results = new ArrayList<>(judged.size());
        int next = 0;
        for (RowJudgement.Judged<E> one : judged) {
            results.add(one.result() != null ? one.result() : result(applied.get(next++), recorded));
        }
        if (next != applied.size()) {
            throw new IllegalStateException("a sink told of " + applied.size() + " effects, not of " + next);
        }
        return results;
    }

    private static Result result(Applied applied, boolean recorded) {
        return applied.as(new Applied.Cases<>() {
            @Override
            public Result done(Outcome outcome) {
                return new Result.Done(outcome, recorded);
            }

            @Override
            public Result sent(List<Message> messages) {
                return new Result.Sent(messages, recorded);
            }

            @Override
            public Result failed(Failure failure) {
                return new Result.Failed(failure, recorded);
            }

            @Override
            public Result refused(String reason) {
                return new Result.Refused(reason);
            }
        });
    }

    /** A group that cannot be read is read row by row; a row that cannot be read fails alone. */
    private <E> CompletionStage<List<Result>> afterFailure(Group<E> group, Throwable failure) {
        if (classifier.apply(failure) != RemoteError.POISON) {
            return CompletableFuture.failedFuture(failure);
        }
        List<AssetEvent> events = group.events();
        int attempts = group.attempts() + GivenUpException.attempts(failure);
        if (events.size() == 1) {
            Throwable cause = Finished.unwrapped(failure);
            var read = new Failure(
                    Stage.READ, cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()), null, attempts);
            RowJudgement<E> judgement = judgement(group.task(), new Reading(Map.of(), 0, 0));
            return CompletableFuture.completedFuture(List.of(judgement.failure(events.get(0), read)));
        }
        List<CompletableFuture<List<Result>>> each = events.stream()
                .map(event -> process(new Group<>(group.task(), List.of(event), group.cancellation(), attempts))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> each.stream()
                        .flatMap(one -> Finished.result(one).stream())
                        .toList());
    }
}
