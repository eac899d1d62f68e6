package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The processor a job asks for, by name, with parameters of its own: {@code {"name": "migrate", "toVersion": 2}}.
 *
 * <p>Threading: immutable; the nodes in it are not to be changed.
 *
 * @param name name of a processor
 * @param parameters its parameters, as posted
 */
public record ProcessorSpec(String name, @JsonAnyGetter Map<String, JsonNode> parameters) {

    public ProcessorSpec {
        Objects.requireNonNull(name, "name");
        parameters = Map.copyOf(new TreeMap<>(parameters));
    }

    @JsonCreator
    static ProcessorSpec of(
            @JsonProperty("name") String name,
            @com.fasterxml.jackson.annotation.JsonAnySetter Map<String, JsonNode> parameters) {
        return new ProcessorSpec(name, parameters == null ? Map.of() : parameters);
    }

    /** Returns the same processor with one parameter set. */
    public ProcessorSpec with(String parameter, JsonNode value) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(parameters);
        changed.put(parameter, value);
        return new ProcessorSpec(name, changed);
    }
}
