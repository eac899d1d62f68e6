package dev.reprise.migration.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.flipkart.zjsonpatch.DiffFlags;
import com.flipkart.zjsonpatch.JsonDiff;
import dev.reprise.common.event.Preview;
import dev.reprise.common.wire.Json;
import dev.reprise.migration.json.JsonValue;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Compares two payloads, within bounds: a preview is to be read by a person, and its record must fit into a topic.
 *
 * <p>Threading: stateless.
 */
final class PayloadComparison {

    /** Of the patch, of the fields before and of those after, each: together well below what a broker takes. */
    private static final int PART_BYTES_MAX = 32 * 1024;

    /** The longest common part of two lists costs the product of their lengths where nothing is common. */
    private static final int LIST_MAX = 2_000;

    /** Moves and copies make a patch shorter and a person slower. */
    private static final EnumSet<DiffFlags> FLAGS =
            EnumSet.of(DiffFlags.OMIT_VALUE_ON_REMOVE, DiffFlags.OMIT_MOVE_OPERATION, DiffFlags.OMIT_COPY_OPERATION);

    private final int bytesComparedMax;

    /**
     * Creates the comparison.
     *
     * @param bytesComparedMax larger payloads are not compared, since that costs far more than to migrate them
     */
    PayloadComparison(int bytesComparedMax) {
        this.bytesComparedMax = bytesComparedMax;
    }

    /** The two payloads, and what is known of them. */
    record Payloads(JsonNode before, int bytesBefore, JsonNode after, int bytesAfter) {
        int bytesMax() {
            return Math.max(bytesBefore, bytesAfter);
        }
    }

    Preview.Change compare(int fromVersion, int toVersion, Payloads payloads) {
        var notes = new StringJoiner("; ");
        ArrayNode patch = patch(payloads, notes);
        ObjectNode before = JsonNodeFactory.instance.objectNode();
        ObjectNode after = JsonNodeFactory.instance.objectNode();
        if (payloads.before().isObject() && payloads.after().isObject()) {
            changedFields(payloads, before, after, notes);
        }
        return new Preview.Change(
                fromVersion,
                toVersion,
                payloads.bytesBefore(),
                payloads.bytesAfter(),
                patch,
                before,
                after,
                notes.length() == 0 ? null : notes.toString());
    }

    private ArrayNode patch(Payloads payloads, StringJoiner notes) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        if (payloads.bytesMax() > bytesComparedMax) {
            notes.add("no patch: a payload of " + payloads.bytesMax() + " bytes is not compared, only up to "
                    + bytesComparedMax);
            return kept;
        }
        if (hasLongList(payloads.before()) || hasLongList(payloads.after())) {
            notes.add("no patch: a list of more than " + LIST_MAX + " elements is not compared");
            return kept;
        }
        JsonNode whole = JsonDiff.asJson(payloads.before(), payloads.after(), FLAGS);
        int bytes = 0;
        for (JsonNode operation : whole) {
            bytes += Json.bytes(operation).length;
            if (bytes > PART_BYTES_MAX) {
                notes.add("the patch is cut: its first " + kept.size() + " of " + whole.size() + " operations");
                return kept;
            }
            kept.add(operation);
        }
        return kept;
    }

    private static void changedFields(Payloads payloads, ObjectNode before, ObjectNode after, StringJoiner notes) {
        Set<String> names = new LinkedHashSet<>();
        payloads.before().fieldNames().forEachRemaining(names::add);
        payloads.after().fieldNames().forEachRemaining(names::add);
        int bytesBefore = 0;
        int bytesAfter = 0;
        int leftOut = 0;
        for (String name : names) {
            JsonNode was = payloads.before().get(name);
            JsonNode is = payloads.after().get(name);
            if (was != null && is != null && JsonValue.same(was, is)) {
                continue;
            }
            int more = size(name, was);
            int moreAfter = size(name, is);
            if (bytesBefore + more > PART_BYTES_MAX || bytesAfter + moreAfter > PART_BYTES_MAX) {
                leftOut++;
                continue;
            }
            bytesBefore += more;
            bytesAfter += moreAfter;
            if (was != null) {
                before.set(name, was);
            }
            if (is != null) {
                after.set(name, is);
            }
        }
        if (leftOut > 0) {
            notes.add(leftOut + " changed fields are left out for their size");
        }
    }

    private static int size(String name, @org.jspecify.annotations.Nullable JsonNode value) {
        return value == null ? 0 : name.length() + Json.bytes(value).length;
    }

    private static boolean hasLongList(JsonNode node) {
        if (node.isArray() && node.size() > LIST_MAX) {
            return true;
        }
        for (JsonNode child : node) {
            if (child.isContainerNode() && hasLongList(child)) {
                return true;
            }
        }
        return false;
    }
}
