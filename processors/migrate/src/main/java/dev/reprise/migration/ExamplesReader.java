package dev.reprise.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.migration.MigrationExample.Expected;
import dev.reprise.migration.MigrationExample.Fails;
import dev.reprise.migration.MigrationExample.Outcome;
import dev.reprise.migration.files.SourceFile;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.LocatedJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of examples: an array of {@code {"name", "given", "expected" | "fails"}}. Strict, since an example that
 * is skipped because of a typo proves nothing. Stateless.
 */
final class ExamplesReader {

    private static final Set<String> FIELDS = Set.of("name", "given", "expected", "fails");

    private ExamplesReader() {}

    /** The examples that are well formed; what is not is noted. */
    static List<MigrationExample> read(SourceFile file, Problems problems) {
        try {
            LocatedJson json = LocatedJson.parse(file.text());
            if (!json.root().isArray()) {
                problems.add(file.display(), json.lineOf(""), "examples are an array of objects");
                return List.of();
            }
            return read(file, json, problems);
        } catch (InvalidJsonException e) {
            problems.add(file.display(), e.line(), String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static List<MigrationExample> read(SourceFile file, LocatedJson json, Problems problems) {
        List<MigrationExample> examples = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < json.root().size(); i++) {
            JsonNode entry = json.root().get(i);
            int line = json.lineOf("/" + i);
            String mistake = mistakeIn(entry);
            if (mistake == null && !names.add(entry.get("name").asText())) {
                mistake =
                        "there is an example of the name '" + entry.get("name").asText() + "' already";
            }
            if (mistake == null) {
                examples.add(
                        new MigrationExample(entry.get("name").asText(), line, entry.get("given"), outcome(entry)));
            } else {
                problems.add(file.display(), line, mistake);
            }
        }
        return examples;
    }

    private static @Nullable String mistakeIn(JsonNode entry) {
        if (!entry.isObject()) {
            return "an example is an object with name, given, and expected or fails";
        }
        for (Iterator<String> names = entry.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                return "'" + name + "' is unknown: an example has name, given, and expected or fails";
            }
        }
        if (!entry.path("name").isTextual() || entry.get("name").asText().isBlank()) {
            return "an example needs a name, which is a text";
        }
        if (!entry.has("given")) {
            return "the example '" + entry.get("name").asText() + "' needs given, a payload";
        }
        if (entry.has("expected") == entry.has("fails")) {
            return "the example '" + entry.get("name").asText() + "' needs either expected or fails";
        }
        JsonNode fails = entry.path("fails");
        if (entry.has("fails") && !(fails.isTextual() && !fails.asText().isBlank()) && !fails.asBoolean(false)) {
            return "fails is true, or a text that stands in the message of the failure";
        }
        return null;
    }

    private static Outcome outcome(JsonNode entry) {
        if (entry.has("expected")) {
            return new Expected(entry.get("expected"));
        }
        return new Fails(entry.get("fails").isTextual() ? entry.get("fails").asText() : "");
    }
}
