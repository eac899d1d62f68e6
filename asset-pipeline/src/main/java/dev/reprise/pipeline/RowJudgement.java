package dev.reprise.pipeline;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.pipeline.decide.Judgement;
import dev.reprise.pipeline.load.Reading;
import dev.reprise.pipeline.result.Result;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Step;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a group are judged: gone, left to a live writer, or as the processor decides. A preview says what would
 * come of it.
 *
 * <p>Threading: as {@link Judgement} says.
 *
 * @param <E> what is to be done about one asset
 */
final class RowJudgement<E> implements Judgement<AssetEvent, RowJudgement.Judged<E>> {

    private static final Step DESCRIBING = new Step(Stage.MIGRATE, "the comparison of the payloads", null, null);

    private static final Failure AHEAD = Failure.of(
            Stage.READ,
            "WriteTimeAhead",
            "the write time of the row lies in the future, by more than clocks differ; redrive it when that time has come");

    private final RowTask<E> task;
    private final SettleTime settleTime;
    private final Reading reading;

    RowJudgement(RowTask<E> task, SettleTime settleTime, Reading reading) {
        this.task = task;
        this.settleTime = settleTime;
        this.reading = reading;
    }

    /**
     * What a judgement comes to: exactly one of both.
     *
     * @param result what became of the event
     * @param effect what has still to be done
     */
    record Judged<E>(@Nullable Result result, @Nullable E effect) {}

    @Override
    public String subject() {
        return task.subject();
    }

    @Override
    public Judged<E> judge(AssetEvent event, Consumer<Step> at) {
        Asset row = reading.rows().get(event.assetId());
        if (row == null || row.isStampAlone()) {
            return gone(event);
        }
        if (task.processor().refusesRowsAhead() && settleTime.isAhead(row, reading.atMillis())) {
            return failed(event, AHEAD);
        }
        if (isUnsettled(row) && task.processor().waitsForSettledRows()) {
            return unsettled(event, row);
        }
        return decide(event, row, at);
    }

    private boolean isUnsettled(Asset row) {
        return stateOf(row) != SettleTime.State.SETTLED;
    }

    private SettleTime.State stateOf(Asset row) {
        int fence = task.work().pinned().fence();
        return settleTime.of(row.writtenAtMicros(), fence, reading.atMillis());
    }

    private Judged<E> unsettled(AssetEvent event, Asset row) {
        return stateOf(row) == SettleTime.State.AHEAD
                ? over(new Result.Ahead(row.writtenAtMicros(), task.recorded()))
                : settled(event, Outcome.OVERTAKEN);
    }

    private Judged<E> gone(AssetEvent event) {
        if (task.sink() == null) {
            return settled(event, Outcome.GONE);
        }
        return task.processor().decideGone(task.work(), event.assetId()).as(new Decision.Cases<E, Judged<E>>() {
            @Override
            public Judged<E> apply(E effect) {
                return new Judged<>(null, effect);
            }

            @Override
            public Judged<E> settled(Outcome outcome) {
                return RowJudgement.this.settled(event, outcome);
            }

            @Override
            public Judged<E> failed(Failure failure) {
                return RowJudgement.this.failed(event, failure);
            }
        });
    }

    private Judged<E> decide(AssetEvent event, Asset row, Consumer<Step> at) {
        return task.processor().decide(task.work(), row, at).as(new Decision.Cases<E, Judged<E>>() {
            @Override
            public Judged<E> apply(E effect) {
                if (task.sink() != null) {
                    return isUnsettled(row) && task.processor().waitsForSettledRow(effect)
                            ? unsettled(event, row)
                            : new Judged<>(null, effect);
                }
                at.accept(DESCRIBING);
                Preview.Change change = task.processor().describe(row, effect);
                return over(new Result.Previewed(Preview.of(event, change), task.recorded()));
            }

            @Override
            public Judged<E> settled(Outcome outcome) {
                return RowJudgement.this.settled(event, outcome);
            }

            @Override
            public Judged<E> failed(Failure failure) {
                return RowJudgement.this.failed(event, failure);
            }
        });
    }

    @Override
    public Judged<E> failed(AssetEvent event, Failure failure) {
        return over(failure(event, failure));
    }

    /** A preview writes nothing at all, so what fails is among the previews and not among the dead letters. */
    Result failure(AssetEvent event, Failure failure) {
        return task.sink() == null
                ? new Result.Previewed(Preview.of(event, failure), task.recorded())
                : new Result.Failed(failure, task.recorded());
    }

    private Judged<E> settled(AssetEvent event, Outcome outcome) {
        return over(
                task.sink() == null
                        ? new Result.Previewed(Preview.of(event, outcome), task.recorded())
                        : new Result.Done(outcome, task.recorded()));
    }

    private static <E> Judged<E> over(Result result) {
        return new Judged<>(result, null);
    }

    @Override
    public Object identity(AssetEvent event) {
        Asset row = reading.rows().get(event.assetId());
        // A preview does more than a run: what is too slow for it may be quick enough for that.
        return List.of(task.sink() == null, subject(), event.assetId(), row == null ? 0L : row.writtenAtMicros());
    }
}
