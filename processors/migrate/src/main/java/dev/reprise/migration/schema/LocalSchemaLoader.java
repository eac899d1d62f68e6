package dev.reprise.migration.schema;

import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.resource.InputStreamSource;
import com.networknt.schema.resource.SchemaLoader;
import dev.reprise.migration.files.FileTree;
import dev.reprise.migration.files.SourceFile;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers references of one schema from the tree it stands in, and remembers which files it gave out. Threading:
 * confined to the loading thread; all references are resolved there.
 */
final class LocalSchemaLoader implements SchemaLoader {

    /** A scheme of our own: what has no file in the tree can then not be anything else either. */
    static final String BASE = "reprise:///schemas/";

    /** What the library carries inside its jar. */
    private static final Pattern PUBLISHED_DRAFT =
            Pattern.compile("(?:https?://json-schema\\.org/|classpath:)draft(?:/|-).*");

    private final FileTree tree;
    private final Map<String, SourceFile> used = new LinkedHashMap<>();

    LocalSchemaLoader(FileTree tree) {
        this.tree = tree;
    }

    /** The files given out. */
    List<SourceFile> used() {
        return List.copyOf(used.values());
    }

    @Override
    public @Nullable InputStreamSource getSchema(AbsoluteIri iri) {
        String reference = iri.toString();
        if (PUBLISHED_DRAFT.matcher(reference).matches()) {
            return null;
        }
        SourceFile file = reference.startsWith(BASE)
                ? tree.find(reference.substring(BASE.length())).orElse(null)
                : null;
        if (file == null) {
            throw new JsonSchemaException(
                    "refers to " + reference + ", which is no file among the schemas; nothing is fetched");
        }
        check(file);
        used.put(file.path(), file);
        return () -> new ByteArrayInputStream(file.text().getBytes(StandardCharsets.UTF_8));
    }

    /** Before the library does, which leaves out the reason. */
    private static void check(SourceFile file) {
        try {
            StrictJson.read(file.text());
        } catch (InvalidJsonException e) {
            throw new JsonSchemaException("refers to " + file.display() + ", which " + e.reason());
        }
    }
}
