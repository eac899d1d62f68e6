package dev.reprise.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * An object of Kubernetes.
 *
 * @param tree the object as written
 */
record Manifest(JsonNode tree) {

    String kind() {
        return at("/kind").asText();
    }

    String name() {
        return at("/metadata/name").asText();
    }

    /** Returns version and kind, such as {@code apps/v1/Deployment}. */
    String type() {
        return at("/apiVersion").asText() + "/" + kind();
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** Returns what stands at a JSON pointer, or a missing node. */
    JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** Returns the elements of a list at a JSON pointer; none when there is no list. */
    List<JsonNode> each(String pointer) {
        return elements(at(pointer));
    }

    /** Returns the only container of a Deployment. */
    JsonNode container() {
        return at("/spec/template/spec/containers/0");
    }

    @Override
    public String toString() {
        return kind() + " " + name();
    }

    static List<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    /** Returns the texts of an object by key. */
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
