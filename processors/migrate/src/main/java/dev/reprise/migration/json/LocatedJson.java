package dev.reprise.migration.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A JSON text together with the line of each of its values, so that mistakes in it can be shown where they stand.
 * Read by {@link StrictJson}. Not to be changed.
 */
public final class LocatedJson {

    private final JsonNode root;
    private final Map<String, Integer> linesByPointer;

    private LocatedJson(JsonNode root, Map<String, Integer> linesByPointer) {
        this.root = root;
        this.linesByPointer = linesByPointer;
    }

    /**
     * Reads a text.
     *
     * @throws InvalidJsonException when it is not exactly one JSON value
     */
    public static LocatedJson parse(String text) throws InvalidJsonException {
        JsonNode root = StrictJson.read(text);
        try {
            return new LocatedJson(root, lines(text));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory what was read before", e);
        }
    }

    private static Map<String, Integer> lines(String text) throws IOException {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = StrictJson.FACTORY.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (!token.isStructEnd() && token != JsonToken.FIELD_NAME) {
                    lines.putIfAbsent(
                            parser.getParsingContext().pathAsPointer().toString(),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        }
        return lines;
    }

    /** The value. */
    public JsonNode root() {
        return root;
    }

    /** The line in which the value at a JSON pointer begins, or that of the nearest value around it. */
    public int lineOf(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            Integer line = linesByPointer.get(at);
            if (line != null) {
                return line;
            }
        }
        return linesByPointer.getOrDefault("", 1);
    }

    /**
     * The line of the first text value that a message speaks of, or 1; for messages of libraries that name a value
     * (of a reference sometimes without its {@code #}) but not its place.
     */
    public int lineMentionedBy(String message) {
        return linesByPointer.entrySet().stream()
                .filter(entry -> {
                    JsonNode value = root.at(entry.getKey());
                    String named =
                            value.asText().startsWith("#") ? value.asText().substring(1) : value.asText();
                    return value.isTextual() && named.length() > 1 && message.contains(named);
                })
                .mapToInt(Map.Entry::getValue)
                .min()
                .orElse(1);
    }
}
