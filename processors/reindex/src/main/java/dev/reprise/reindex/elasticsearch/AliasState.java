package dev.reprise.reindex.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind a name.
 *
 * @param alias the name
 * @param indexes that have it as an alias
 * @param definition of the alias at the first of them; empty where there is none
 * @param isIndex whether it is the name of an index
 */
record AliasState(String alias, List<String> indexes, ObjectNode definition, boolean isIndex) {
    AliasState {
        indexes = List.copyOf(indexes);
    }

    /** Returns whether it leads to this index alone. */
    boolean isAt(String index) {
        return indexes.equals(List.of(index));
    }

    /**
     * Returns why it cannot be moved, to follow the word "Reprise"; empty when it can.
     *
     * @param mayBeMissing whether it is made where there is none
     */
    Optional<String> refusal(boolean mayBeMissing) {
        if (isIndex) {
            return Optional.of("finds the index '" + alias
                    + "', which is no alias; readers have to use an alias, so that it can be moved");
        }
        if (indexes.isEmpty()) {
            return mayBeMissing
                    ? Optional.empty()
                    : Optional.of("finds no alias '" + alias + "'; add it to the index that readers use now");
        }
        if (indexes.size() > 1) {
            return Optional.of("finds " + indexes.size() + " indexes behind the alias '" + alias + "', not one");
        }
        return definition.has("index_routing") || definition.has("search_routing")
                ? Optional.of("finds a routing in the alias '" + alias + "', which documents of Reprise do not have")
                : Optional.empty();
    }

    /** Returns the alias as it is at its index, for another one. */
    ObjectNode copyFor(String index) {
        ObjectNode action = definition.deepCopy();
        action.put("index", index);
        action.put("alias", alias);
        return action;
    }

    static ObjectNode definition(JsonNode of) {
        return of instanceof ObjectNode object
                ? object
                : com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    }
}
