package dev.reprise.migration.jsonata;

import com.dashjoin.jsonata.Jsonata.EntryCallback;
import com.dashjoin.jsonata.Jsonata.ExitCallback;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import dev.reprise.migration.MigrationRefusal;
import org.jspecify.annotations.Nullable;

/**
 * Ends an evaluation that does not end by itself, or that computes a number which may be wrong. Counts evaluated expressions instead of measuring time, so that it
 * ends at the same point on every machine, however busy. Threading: one for each evaluation.
 */
final class EvaluationWatch implements EntryCallback, ExitCallback {

    /** About half a second; the movie mapping of the samples takes about a hundred. */
    static final int EVALUATIONS_MAX = 1_000_000;

    /** A function calling itself costs three to four levels. A thread of 1 MiB was seen to bear 1,485. */
    static final int DEPTH_MAX = 500;

    private final JsonataNumbers numbers;
    private int evaluations;
    private int depth;

    EvaluationWatch(JsonataNumbers numbers) {
        this.numbers = numbers;
    }

    void attachTo(Frame frame) {
        frame.setEvaluateEntryCallback(this);
        frame.setEvaluateExitCallback(this);
    }

    @Override
    public void callback(Symbol expression, @Nullable Object input, Frame environment) {
        evaluations++;
        depth++;
        if (evaluations > EVALUATIONS_MAX) {
            throw new MigrationRefusal("the JSONata does not end within " + EVALUATIONS_MAX + " evaluations");
        }
        if (depth > DEPTH_MAX) {
            throw new MigrationRefusal("the JSONata nests deeper than " + DEPTH_MAX + " evaluations");
        }
    }

    @Override
    public void callback(Symbol expression, @Nullable Object input, Frame environment, @Nullable Object result) {
        depth--;
        numbers.check(result);
    }
}
