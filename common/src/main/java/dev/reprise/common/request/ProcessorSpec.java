package dev.reprise.common.request;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.CanonicalJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The processor a job asks for, by name, with parameters of its own: {@code {"name": "migrate", "toVersion": 2}}. Or a
 * chain: a list of them, each of which is a step.
 *
 * <p>Threading: immutable; the nodes in it are not to be changed.
 *
 * @param name name of a processor; of a chain, the names of its steps with {@code +} between them
 * @param parameters its parameters as posted, in the order of their names, numbers in one form; none for a chain
 * @param chain the steps of a chain, at least two and none of them a chain; empty where this is one processor
 */
public record ProcessorSpec(String name, Map<String, JsonNode> parameters, List<ProcessorSpec> chain) {

    /** More steps of a chain are refused. */
    public static final int STEPS_MAX = 8;

    public ProcessorSpec {
        Objects.requireNonNull(name, "name");
        SortedMap<String, JsonNode> sorted = new TreeMap<>(parameters);
        if (sorted.containsKey("name")) {
            throw new IllegalArgumentException("no parameter can be called name, which is the processor's own field");
        }
        sorted.replaceAll((parameter, value) -> CanonicalJson.of(value));
        parameters = Collections.unmodifiableSortedMap(sorted);
        chain = List.copyOf(chain);
    }

    /** Makes one processor. */
    public ProcessorSpec(String name, Map<String, JsonNode> parameters) {
        this(name, parameters, List.of());
    }

    /**
     * Makes a chain; of one step, that step.
     *
     * @throws IllegalArgumentException if there is no step, if there are too many, or if one is a chain itself
     */
    public static ProcessorSpec chain(List<ProcessorSpec> steps) {
        if (steps.isEmpty() || steps.size() > STEPS_MAX) {
            throw new IllegalArgumentException("a chain has 1 to " + STEPS_MAX + " steps, not " + steps.size());
        }
        if (steps.stream().anyMatch(ProcessorSpec::isChain)) {
            throw new IllegalArgumentException("a step of a chain cannot be a chain");
        }
        String names = steps.stream().map(ProcessorSpec::name).collect(Collectors.joining("+"));
        return steps.size() == 1 ? steps.get(0) : new ProcessorSpec(names, Map.of(), steps);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ProcessorSpec of(JsonNode json) {
        if (json.isArray()) {
            List<ProcessorSpec> steps = new ArrayList<>();
            json.forEach(step -> steps.add(of(step)));
            return chain(steps);
        }
        Map<String, JsonNode> parameters = new TreeMap<>();
        json.properties().forEach(field -> parameters.put(field.getKey(), field.getValue()));
        JsonNode name = parameters.remove("name");
        if (name == null || !name.isTextual()) {
            throw new IllegalArgumentException("a processor has a name");
        }
        return new ProcessorSpec(name.textValue(), parameters);
    }

    /** Returns it as it is posted: an object, or a list of objects. */
    @JsonValue
    Object json() {
        if (isChain()) {
            return chain;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.putAll(parameters);
        return fields;
    }

    /** Returns whether these are several processors, one after the other. */
    public boolean isChain() {
        return !chain.isEmpty();
    }

    /** Returns the steps of a chain; else this processor alone. */
    public List<ProcessorSpec> steps() {
        return isChain() ? chain : List.of(this);
    }

    /**
     * Returns a refusal for each parameter that the processor does not know: a typo must not be ignored.
     *
     * @param known names of its parameters
     */
    public List<String> unknownParameters(String... known) {
        Set<String> names = new TreeSet<>(List.of(known));
        return parameters.keySet().stream()
                .filter(parameter -> !names.contains(parameter))
                .map(parameter -> "unknown field 'processor." + Reasons.quoted(parameter) + "' (known to " + name + ": "
                        + String.join(", ", names) + ")")
                .toList();
    }

    /** Returns the same processor with one parameter set. */
    public ProcessorSpec with(String parameter, JsonNode value) {
        Map<String, JsonNode> changed = new TreeMap<>(parameters);
        changed.put(parameter, value);
        return new ProcessorSpec(name, changed, chain);
    }
}
