package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.CanonicalJson;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The processor a job asks for, by name, with parameters of its own: {@code {"name": "migrate", "toVersion": 2}}.
 *
 * <p>Threading: immutable; the nodes in it are not to be changed.
 *
 * @param name name of a processor
 * @param parameters its parameters as posted, in the order of their names, numbers in one form
 */
public record ProcessorSpec(String name, @JsonAnyGetter Map<String, JsonNode> parameters) {

    public ProcessorSpec {
        Objects.requireNonNull(name, "name");
        SortedMap<String, JsonNode> sorted = new TreeMap<>(parameters);
        if (sorted.containsKey("name")) {
            throw new IllegalArgumentException("no parameter can be called name, which is the processor's own field");
        }
        sorted.replaceAll((parameter, value) -> CanonicalJson.of(value));
        parameters = Collections.unmodifiableSortedMap(sorted);
    }

    @JsonCreator
    static ProcessorSpec of(
            @JsonProperty("name") String name, @JsonAnySetter @Nullable Map<String, JsonNode> parameters) {
        return new ProcessorSpec(name, parameters == null ? Map.of() : parameters);
    }

    /** Returns the same processor with one parameter set. */
    public ProcessorSpec with(String parameter, JsonNode value) {
        Map<String, JsonNode> changed = new TreeMap<>(parameters);
        changed.put(parameter, value);
        return new ProcessorSpec(name, changed);
    }
}
