package dev.reprise.reindex.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.reprise.processor.BlockedException;
import dev.reprise.reindex.RebuiltIndex;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks at an index template before an index is made. Elasticsearch chooses the template of a new index by its name, so the one
 * that is asked for has to match it, and no other may come before it.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class TemplateLook {

    private final JsonRequests requests;

    TemplateLook(JsonRequests requests) {
        this.requests = requests;
    }

    /**
     * What a template gives an index.
     *
     * @param simulated as Elasticsearch makes it up from the template and its parts
     */
    record Layout(JsonNode simulated) {

        /** Returns whether it says what becomes of fields that the mapping does not know. */
        boolean saysDynamic() {
            return simulated.path("mappings").has("dynamic");
        }

        /** Returns a setting of it; null where it has none. */
        JsonNode setting(String name) {
            JsonNode value = simulated.path("settings").path("index").get(name);
            return value == null ? NullNode.getInstance() : value;
        }
    }

    /**
     * Looks at the template of a new index.
     *
     * @return completes exceptionally with a {@link BlockedException} when the index would not be made of it
     */
    CompletionStage<Layout> at(String template, RebuiltIndex index) {
        return requests.get("/_index_template/" + JsonRequests.part(template)).thenCompose(answer -> {
            JsonNode found = answer.isMissing()
                    ? answer.body().path("index_templates")
                    : answer.orFail("look at the index template '" + template + "'")
                            .body()
                            .path("index_templates");
            requireUsable(template, found.path(0).path("index_template"), index);
            return requests.send("POST", "/_index_template/_simulate_index/" + JsonRequests.part(index.name()), null)
                    .thenApply(simulated ->
                            layout(template, index, simulated.orFail("try the index template '" + template + "'")));
        });
    }

    private static void requireUsable(String template, JsonNode found, RebuiltIndex index) {
        if (found.isMissingNode()) {
            throw new BlockedException("Reprise finds no index template '" + template + "'; create it");
        }
        if (found.has("data_stream")) {
            throw new BlockedException("Reprise finds that the index template '" + template
                    + "' is for data streams, which take no versions");
        }
        for (JsonNode pattern : found.path("index_patterns")) {
            if (matches(pattern.asText(), index.name())) {
                return;
            }
        }
        throw new BlockedException("Reprise finds that no pattern of the index template '" + template
                + "' matches the new index '" + index.name() + "'; add one such as '" + index.alias() + "-*'");
    }

    private static boolean matches(String pattern, String name) {
        String regex =
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return name.matches(regex);
    }

    private static Layout layout(String template, RebuiltIndex index, JsonRequests.Answer simulated) {
        for (JsonNode other : simulated.body().path("overlapping")) {
            if (template.equals(other.path("name").asText())) {
                throw new BlockedException("Reprise finds that another index template comes before '" + template
                        + "' for '" + index.name() + "'; give it a higher priority");
            }
        }
        var layout = new Layout(simulated.body().path("template"));
        JsonNode aliases = layout.simulated().path("aliases");
        if (aliases.has(index.alias()) || aliases.has(index.next())) {
            throw new BlockedException("Reprise finds that the index template '" + template
                    + "' gives each index the alias '" + index.alias() + "' at once; take it out of the template");
        }
        return layout;
    }
}
