package dev.reprise.common.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object and notes every mistake instead of stopping at the first. A field with a mistake
 * reads as {@code null}; the notes are what refuses the request.
 *
 * <p>Threading: one thread, one document.
 */
final class FieldReader {

    /** Most characters of a text; the longest that people write are reasons. */
    static final int TEXT_CHARS_MAX = 1_000;

    /** Unknown fields that are named; a mebibyte of them must not make a rejection that no topic takes. */
    private static final int UNKNOWN_FIELDS_NAMED_MAX = 20;

    /** Years that every printed form of a time has four digits for. */
    private static final Instant FIRST_INSTANT = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private final JsonNode object;
    private final String path;
    private final List<String> problems;

    /**
     * Creates the reader.
     *
     * @param object an object node
     * @param path where the object stands, empty for the document
     * @param problems where mistakes are noted; shared by the readers of one document
     */
    FieldReader(JsonNode object, String path, List<String> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    /** Notes the fields whose names are not among the known ones: a typo must not be ignored. */
    void refuseUnknownFields(Set<String> known) {
        int unknown = 0;
        for (var name : (Iterable<String>) object::fieldNames) {
            if (!known.contains(name) && ++unknown <= UNKNOWN_FIELDS_NAMED_MAX) {
                problems.add("unknown field '" + path + Reasons.quoted(name) + "' (known here: "
                        + String.join(", ", new TreeSet<>(known)) + ")");
            }
        }
        if (unknown > UNKNOWN_FIELDS_NAMED_MAX) {
            problems.add((unknown - UNKNOWN_FIELDS_NAMED_MAX) + " more unknown fields");
        }
    }

    boolean has(String name) {
        return object.has(name);
    }

    @Nullable
    String text(String name) {
        return text(name, TEXT_CHARS_MAX);
    }

    private @Nullable String text(String name, int charsMax) {
        JsonNode node = ofType(name, JsonNodeType.STRING, "a string");
        if (node == null) {
            return null;
        }
        String text = node.textValue();
        if (text.isBlank()) {
            note(name, "must not be blank");
            return null;
        }
        int chars = text.codePointCount(0, text.length());
        if (chars > charsMax) {
            note(name, "must have at most " + charsMax + " characters, not " + chars);
            return null;
        }
        if (TreeBounds.hasLoneSurrogate(text)) {
            note(name, "must not hold half a surrogate pair");
            return null;
        }
        return text;
    }

    @Nullable
    String requiredText(String name) {
        return requiredText(name, TEXT_CHARS_MAX);
    }

    @Nullable
    String requiredText(String name, int charsMax) {
        requirePresent(name);
        return text(name, charsMax);
    }

    @Nullable
    Boolean bool(String name) {
        JsonNode node = ofType(name, JsonNodeType.BOOLEAN, "true or false");
        return node == null ? null : node.booleanValue();
    }

    @Nullable
    Long wholeNumber(String name, long min, long max) {
        JsonNode node = ofType(name, JsonNodeType.NUMBER, "a whole number");
        if (node == null) {
            return null;
        }
        BigDecimal value = node.decimalValue();
        // The range first: within it no exponent is so large that an operation on it could overflow.
        if (value.compareTo(BigDecimal.valueOf(min)) < 0
                || value.compareTo(BigDecimal.valueOf(max)) > 0
                || value.stripTrailingZeros().scale() > 0) {
            note(
                    name,
                    "must be a whole number from " + min + " to " + max + ", not " + Reasons.quoted(value.toString()));
            return null;
        }
        return value.stripTrailingZeros().longValueExact();
    }

    @Nullable
    Double ratio(String name) {
        JsonNode node = ofType(name, JsonNodeType.NUMBER, "a number from 0 to 1");
        if (node == null) {
            return null;
        }
        double value = node.doubleValue();
        if (!(value >= 0 && value <= 1)) {
            note(name, "must be a number from 0 to 1, not " + Reasons.quoted(node.asText()));
            return null;
        }
        return value;
    }

    @Nullable
    Instant instant(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            Instant instant = Instant.parse(text);
            if (instant.isBefore(FIRST_INSTANT) || instant.isAfter(LAST_INSTANT)) {
                note(name, "must lie in the years 0000 to 9999, not '" + Reasons.quoted(text) + "'");
                return null;
            }
            return instant;
        } catch (DateTimeParseException e) {
            note(name, "must be a time such as 2024-01-01T00:00:00Z, not '" + Reasons.quoted(text) + "'");
            return null;
        }
    }

    @Nullable
    Duration duration(String name, Duration min, Duration max) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                note(name, "must lie between " + min + " and " + max + ", not '" + Reasons.quoted(text) + "'");
                return null;
            }
            return duration;
        } catch (DateTimeParseException e) {
            note(name, "must be a duration such as PT0.01S, not '" + Reasons.quoted(text) + "'");
            return null;
        }
    }

    /** Reads a list of strings, or one string as a list of one. What is there twice counts once. */
    @Nullable
    List<String> texts(String name, int max, int charsMax) {
        JsonNode node = object.get(name);
        if (node != null && node.isTextual()) {
            String one = text(name, charsMax);
            return one == null ? null : List.of(one);
        }
        if (node == null) {
            return null;
        }
        if (!node.isArray() || node.isEmpty()) {
            note(name, "must be a list of 1 to " + max + " strings, or one string");
            return null;
        }
        Set<String> texts = new LinkedHashSet<>();
        for (JsonNode item : node) {
            if (!item.isTextual() || item.textValue().isBlank()) {
                note(name, "must hold nothing but strings that are not blank");
                return null;
            }
            texts.add(item.textValue());
        }
        if (texts.size() > max) {
            note(name, "must be a list of 1 to " + max + " different strings, or one string");
            return null;
        }
        return List.copyOf(texts);
    }

    /** Returns a reader of the object in a field, or {@code null} when it is absent or no object, which is noted. */
    @Nullable
    FieldReader object(String name) {
        JsonNode node = ofType(name, JsonNodeType.OBJECT, "an object");
        return node == null ? null : new FieldReader(node, path + name + ".", problems);
    }

    /** Returns readers of the objects in a list; none when it is no list of 1 to so many objects, which is noted. */
    List<FieldReader> objects(String name, int max) {
        JsonNode list = object.get(name);
        List<FieldReader> readers = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i).isObject()) {
                readers.add(new FieldReader(list.get(i), path + name + "[" + i + "].", problems));
            }
        }
        if (readers.isEmpty() || readers.size() < list.size() || list.size() > max) {
            note(name, "must be an object, or a list of 1 to " + max + " objects");
            return List.of();
        }
        return readers;
    }

    /** Returns a tree that is handed on as it is, or {@code null} when it is absent or beyond a bound, which is noted. */
    @Nullable
    JsonNode boundedTree(String name) {
        JsonNode tree = object.get(name);
        String exceeded = tree == null ? null : TreeBounds.exceeded(tree);
        if (exceeded != null) {
            note(name, exceeded);
            return null;
        }
        return tree;
    }

    @Nullable
    JsonNode node(String name) {
        return object.get(name);
    }

    JsonNode self() {
        return object;
    }

    void requirePresent(String name) {
        if (!object.has(name)) {
            problems.add("'" + path + name + "' is missing");
        }
    }

    void requireThat(String name, @Nullable String value, Predicate<String> holds, String rule) {
        if (value != null && !holds.test(value)) {
            note(name, rule + ", not '" + Reasons.quoted(value) + "'");
        }
    }

    void note(String name, String problem) {
        problems.add("'" + path + name + "' " + problem);
    }

    /** Notes a mistake of the object as a whole; not for the document, which has no name. */
    void noteHere(String problem) {
        problems.add("'" + path.substring(0, path.length() - 1) + "' " + problem);
    }

    private @Nullable JsonNode ofType(String name, JsonNodeType type, String expected) {
        JsonNode node = object.get(name);
        if (node == null || node.getNodeType() == type) {
            return node;
        }
        note(name, "must be " + expected + ", not " + node.getNodeType().name().toLowerCase(Locale.ROOT));
        return null;
    }
}
