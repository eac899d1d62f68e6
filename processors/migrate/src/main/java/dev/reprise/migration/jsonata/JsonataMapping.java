package dev.reprise.migration.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.migration.Mapping;
import org.jspecify.annotations.Nullable;

/**
 * A compiled JSONata mapping.
 *
 * <p>Threading: safe, because each call brings a frame of its own: the library then binds the input and all top-level
 * variables there instead of in the expression, whose syntax tree and functions are not changed by evaluating it.
 *
 * @param expression compiled, with {@link PureJsonata} bound to it
 */
record JsonataMapping(Jsonata expression) implements Mapping {

    @Override
    public @Nullable JsonNode apply(JsonNode payload) {
        try {
            Frame frame = expression.createFrame();
            JsonataNumbers numbers = new JsonataNumbers();
            new EvaluationWatch(numbers).attachTo(frame);
            JsonataValues values = new JsonataValues(numbers);
            return values.toJson(expression.evaluate(values.toJava(payload), frame));
        } catch (RuntimeException e) {
            throw JsonataReasons.of(e);
        }
    }
}
