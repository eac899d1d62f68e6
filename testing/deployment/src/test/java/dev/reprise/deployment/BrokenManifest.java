package dev.reprise.deployment;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A mistake in one object of a rendered file, and the rule that must notice it.
 *
 * @param rule name of the rule
 * @param file of {@code deploy/rendered}
 * @param object kind and name of the object
 * @param pointer to what is changed
 * @param value in YAML; empty removes what is there
 * @param problem part of what the rule says
 */
record BrokenManifest(String rule, String file, String object, String pointer, String value, String problem) {

    /** Returns the objects with the mistake. */
    Manifests manifests() {
        List<Manifest> objects = new ArrayList<>();
        boolean isThere = false;
        for (Manifest manifest : Manifests.rendered(file).objects()) {
            if (manifest.toString().startsWith(object)) {
                isThere = true;
                if (!pointer.isEmpty()) {
                    change(manifest.tree());
                } else if (value.equals("twice")) {
                    objects.add(manifest);
                } else {
                    continue;
                }
            }
            objects.add(manifest);
        }
        if (!isThere) {
            throw new AssertionError("no " + object + " in " + file);
        }
        return new Manifests(objects);
    }

    private void change(JsonNode tree) {
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = tree.at(place.head());
        String last = place.last().getMatchingProperty();
        JsonNode node = Manifests.parse("value: " + value).objects().get(0).at("/value");
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), node);
        } else if (parent instanceof ObjectNode owner) {
            if (value.isEmpty()) {
                owner.remove(last);
            } else {
                owner.set(last, node);
            }
        } else {
            throw new AssertionError("nothing at " + pointer + " of " + object);
        }
    }

    @Override
    public String toString() {
        return rule + ": " + object + " " + pointer + " = " + value;
    }
}
