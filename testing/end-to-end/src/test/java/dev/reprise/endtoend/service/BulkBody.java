package dev.reprise.endtoend.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A bulk request of Elasticsearch, document by document. The first document, and every second one from there, is its half; so
 * whoever sends the others again comes to an end.
 *
 * <p>Threading: immutable.
 */
final class BulkBody {

    private static final String DELETE = "delete";

    private final List<Operation> operations = new ArrayList<>();

    /** What is done to one document, in one line or two. */
    private record Operation(String kind, JsonNode target, String lines) {}

    BulkBody(byte[] body) {
        String[] lines = new String(body, StandardCharsets.UTF_8).split("\n", -1);
        for (int i = 0; i < lines.length && !lines[i].isBlank(); i++) {
            JsonNode action = Json.read(lines[i].getBytes(StandardCharsets.UTF_8), JsonNode.class);
            String kind = action.fieldNames().next();
            String text = lines[i] + "\n";
            if (!kind.equals(DELETE)) {
                i++;
                text += lines[i] + "\n";
            }
            operations.add(new Operation(kind, action.path(kind), text));
        }
    }

    /** Returns the ids of all documents. */
    List<UUID> ids() {
        return operations.stream()
                .map(one -> UUID.fromString(one.target().path("_id").textValue()))
                .toList();
    }

    /** Returns the request with the half of its documents. */
    byte[] half() {
        var half = new StringBuilder();
        for (int i = 0; i < operations.size(); i += 2) {
            half.append(operations.get(i).lines());
        }
        return half.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns how many documents are not of the half. */
    int others() {
        return operations.size() / 2;
    }

    /** Returns the answer to the whole request: that to its half, and 429 for each of the others. */
    byte[] answerWithBusy(byte[] toHalf) {
        ObjectNode answer = Json.read(toHalf, ObjectNode.class);
        JsonNode done = answer.path("items");
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < operations.size(); i++) {
            items.add(i % 2 == 0 ? done.path(i / 2) : busy(operations.get(i)));
        }
        answer.set("items", items);
        answer.put("errors", answer.path("errors").booleanValue() || others() > 0);
        return Json.bytes(answer);
    }

    private static ObjectNode busy(Operation operation) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        ObjectNode answer = item.putObject(operation.kind());
        answer.set("_index", operation.target().path("_index"));
        answer.set("_id", operation.target().path("_id"));
        answer.put("status", 429);
        answer.putObject("error")
                .put("type", "es_rejected_execution_exception")
                .put("reason", "rejected execution of a bulk operation");
        return item;
    }
}
