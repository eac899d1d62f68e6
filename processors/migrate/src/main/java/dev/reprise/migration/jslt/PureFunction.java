package dev.reprise.migration.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;

/**
 * A function of its arguments alone. Immutable.
 *
 * @param name as in mappings
 * @param argumentsMin how many it takes at least
 * @param argumentsMax how many it takes at most
 * @param body gives the value
 */
record PureFunction(String name, int argumentsMin, int argumentsMax, Body body) implements Function {

    /** What a function does. */
    @FunctionalInterface
    interface Body {

        /** The value for these arguments, as many as declared, none of them a Java null. */
        JsonNode call(JsonNode[] arguments);
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public int getMinArguments() {
        return argumentsMin;
    }

    @Override
    public int getMaxArguments() {
        return argumentsMax;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        return body.call(arguments);
    }
}
