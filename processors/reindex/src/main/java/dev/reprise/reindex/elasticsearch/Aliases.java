package dev.reprise.reindex.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.reindex.RebuiltIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads aliases and moves them. All actions of a request are carried out at once, or none: one that must remove an alias which
 * is not there makes the whole request fail with 404.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class Aliases {

    private static final String READ = "read an alias";

    private final JsonRequests requests;

    Aliases(JsonRequests requests) {
        this.requests = requests;
    }

    /** Looks what stands behind a name. */
    CompletionStage<AliasState> at(String name) {
        return requests.get("/_alias/" + JsonRequests.part(name)).thenCompose(answer -> {
            if (!answer.isMissing()) {
                return CompletableFuture.completedFuture(
                        state(name, answer.orFail(READ).body()));
            }
            return requests.get("/" + JsonRequests.part(name) + "/_mapping")
                    .thenApply(index -> new AliasState(
                            name,
                            List.of(),
                            JsonNodeFactory.instance.objectNode(),
                            !index.isMissing() && index.orFail(READ).body().has(name)));
        });
    }

    private static AliasState state(String alias, JsonNode found) {
        List<String> indexes = new ArrayList<>();
        found.fieldNames().forEachRemaining(indexes::add);
        JsonNode first = indexes.isEmpty()
                ? MissingNode.getInstance()
                : found.path(indexes.get(0)).path("aliases").path(alias);
        return new AliasState(alias, indexes, AliasState.definition(first), false);
    }

    /** Returns the aliases there are that match a pattern. */
    CompletionStage<NavigableSet<String>> matching(String pattern) {
        return requests.get("/_alias/" + JsonRequests.part(pattern)).thenApply(answer -> {
            NavigableSet<String> names = new TreeSet<>();
            if (!answer.isMissing()) {
                answer.orFail(READ)
                        .body()
                        .forEach(index -> index.path("aliases").fieldNames().forEachRemaining(names::add));
            }
            return names;
        });
    }

    /** Carries actions out, all or none. */
    CompletionStage<JsonRequests.Answer> change(ArrayNode actions) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("actions", actions);
        return requests.send("POST", "/_aliases", body);
    }

    static ArrayNode actions() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static void remove(ArrayNode actions, String index, String alias) {
        actions.addObject()
                .putObject("remove")
                .put("index", index)
                .put("alias", alias)
                .put("must_exist", true);
    }

    static void add(ArrayNode actions, ObjectNode definition) {
        actions.addObject().set("add", definition);
    }

    /** Gives a new index the alias that it has until it is finished, and takes it from any other. */
    CompletionStage<Void> mark(RebuiltIndex index) {
        return at(index.alias())
                .thenCompose(readers -> readers.isAt(index.name())
                        ? CompletableFuture.completedFuture(null)
                        : at(index.next()).thenCompose(next -> mark(index, next)));
    }

    private CompletionStage<Void> mark(RebuiltIndex index, AliasState next) {
        if (next.isAt(index.name())) {
            return CompletableFuture.completedFuture(null);
        }
        ArrayNode actions = actions();
        next.indexes().stream()
                .filter(other -> !other.equals(index.name()))
                .forEach(other -> remove(actions, other, index.next()));
        add(
                actions,
                JsonNodeFactory.instance.objectNode().put("index", index.name()).put("alias", index.next()));
        return change(actions)
                .thenAccept(answer -> answer.orFail("add the alias '" + index.next() + "' to " + index.name()));
    }
}
