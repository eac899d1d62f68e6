package dev.reprise.reindex.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.processor.BlockedException;
import dev.reprise.reindex.RebuiltIndex;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Makes the indexes of a job, and finds them again. What a job has made says so in the {@code _meta} of its mapping, with the
 * settings that it gets at the end.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class NewIndexes {

    private static final String MARK = "reprise";

    /** Slow down what is written first, and are put back before the index is compared. */
    private static final List<String> LATER = List.of("refresh_interval", "number_of_replicas", "auto_expand_replicas");

    private final JsonRequests requests;

    NewIndexes(JsonRequests requests) {
        this.requests = requests;
    }

    /**
     * Looks for the index of a job.
     *
     * @return completes with what the job has noted in it; exceptionally with a {@link BlockedException} when there is
     *     one of the same name that the job has not made
     */
    CompletionStage<Optional<JsonNode>> find(RebuiltIndex index) {
        return requests.get("/" + JsonRequests.part(index.name()) + "/_mapping").thenApply(answer -> {
            if (answer.isMissing()) {
                return Optional.empty();
            }
            JsonNode mark = answer.orFail("look at the index '" + index.name() + "'")
                    .body()
                    .path(index.name())
                    .path("mappings")
                    .path("_meta")
                    .path(MARK);
            if (index.job().equals(mark.path("job").asText())
                    && index.alias().equals(mark.path("alias").asText())) {
                return Optional.of(mark);
            }
            throw new BlockedException("Reprise finds '" + index.name()
                    + "', which this job has not made; delete it, or submit the job under another id");
        });
    }

    /**
     * Makes the index of a job; nothing happens where it is there.
     *
     * @param template what the template gives it
     * @param before the index that readers use now; empty where there is none
     */
    CompletionStage<Void> make(RebuiltIndex index, TemplateLook.Layout template, Optional<String> before) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("settings")
                .putObject("index")
                .put("refresh_interval", "-1")
                .put("number_of_replicas", 0)
                .put("auto_expand_replicas", "false");
        ObjectNode mappings = body.putObject("mappings");
        if (!template.saysDynamic()) {
            mappings.put("dynamic", "strict");
        }
        ObjectNode mark = mappings.putObject("_meta").putObject(MARK);
        mark.put("job", index.job()).put("alias", index.alias());
        before.ifPresent(name -> mark.put("before", name));
        ObjectNode later = mark.putObject("later");
        LATER.forEach(name -> later.set(name, template.setting(name)));
        return requests.send("PUT", "/" + JsonRequests.part(index.name()), body).thenCompose(answer -> {
            if (answer.error().equals("resource_already_exists_exception")) {
                return find(index).thenAccept(made -> {});
            }
            answer.orFail("make the index '" + index.name() + "'");
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Puts the settings back and shows what was written to searches. */
    CompletionStage<Void> open(RebuiltIndex index, JsonNode mark) {
        String path = "/" + JsonRequests.part(index.name());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode settings = body.putObject("index");
        // What the template says nothing about goes back to the default of Elasticsearch by a null.
        LATER.forEach(name -> settings.set(name, mark.path("later").get(name)));
        return requests.send("PUT", path + "/_settings", body)
                .thenCompose(answer -> {
                    answer.orFail("put the settings of '" + index.name() + "' back");
                    return requests.send("POST", path + "/_refresh", null);
                })
                .thenAccept(answer -> answer.orFail("refresh '" + index.name() + "'"));
    }
}
