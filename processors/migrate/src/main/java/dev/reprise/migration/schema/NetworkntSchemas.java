package dev.reprise.migration.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.Keyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.Vocabularies;
import com.networknt.schema.Vocabulary;
import dev.reprise.migration.CompiledSchema;
import dev.reprise.migration.InvalidFileException;
import dev.reprise.migration.MigrationProblem;
import dev.reprise.migration.SchemaCompiler;
import dev.reprise.migration.files.FileTree;
import dev.reprise.migration.files.SourceFile;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.LocatedJson;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles JSON Schemas. Stateless. */
public final class NetworkntSchemas implements SchemaCompiler {

    /** For the service loader. */
    public NetworkntSchemas() {}

    @Override
    public CompiledSchema compile(SourceFile file, FileTree tree) throws InvalidFileException {
        LocatedJson json = parse(file);
        VersionFlag draft = draft(json, file);
        checkByMetaSchema(json, draft, file);
        LocalSchemaLoader loader = new LocalSchemaLoader(tree);
        try {
            // A factory for each schema: factories cache, and would hide which files a schema is made of.
            JsonSchema schema = JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(draft))
                    .metaSchema(exact(draft))
                    .jsonNodeReader(new StrictNodeReader())
                    .schemaLoaders(loaders -> loaders.add(loader))
                    .build()
                    .getSchema(SchemaLocation.of(LocalSchemaLoader.BASE + file.path()), json.root(), config());
            schema.initializeValidators();
            return new CompiledSchema(new NetworkntSchema(schema), loader.used());
        } catch (RuntimeException | StackOverflowError e) {
            String message = String.valueOf(e.getMessage());
            throw new InvalidFileException(
                    file.display(), json.lineMentionedBy(message), "is not a usable schema: " + message);
        }
    }

    private static LocatedJson parse(SourceFile file) throws InvalidFileException {
        try {
            LocatedJson json = LocatedJson.parse(file.text());
            if (!json.root().isObject()) {
                throw new InvalidFileException(file.display(), 1, "a schema is a JSON object");
            }
            return json;
        } catch (InvalidJsonException e) {
            throw new InvalidFileException(file.display(), e.line(), String.valueOf(e.getMessage()));
        }
    }

    private static VersionFlag draft(LocatedJson json, SourceFile file) throws InvalidFileException {
        JsonNode named = json.root().path("$schema");
        if (named.isMissingNode()) {
            return VersionFlag.V202012;
        }
        try {
            Optional<VersionFlag> known = SpecVersionDetector.detectOptionalVersion(json.root(), false);
            if (known.isPresent()) {
                return known.get();
            }
        } catch (RuntimeException e) {
            // Reported below: the library throws for some unknown drafts and gives nothing for others.
        }
        throw new InvalidFileException(
                file.display(), json.lineOf("/$schema"), "the draft " + named + " of JSON Schema is not known");
    }

    private static void checkByMetaSchema(LocatedJson json, VersionFlag draft, SourceFile file)
            throws InvalidFileException {
        Set<ValidationMessage> violations = JsonSchemaFactory.getInstance(draft)
                .getSchema(SchemaLocation.of(draft.getId()), config())
                .validate(json.root());
        if (!violations.isEmpty()) {
            List<MigrationProblem> problems = violations.stream()
                    .map(violation -> new MigrationProblem(
                            file.display(),
                            json.lineOf(violation.getInstanceLocation().toString()),
                            "is not a valid schema: " + violation.getMessage()))
                    .distinct()
                    .toList();
            throw new InvalidFileException(problems);
        }
    }

    /** The draft with exact keywords: among its own up to draft 7, among those of its vocabularies later. */
    private static JsonMetaSchema exact(VersionFlag draft) {
        JsonMetaSchema published = JsonSchemaFactory.checkVersion(draft).getInstance();
        return JsonMetaSchema.builder(published.getIri(), published)
                .keywords(ExactKeyword.of(draft))
                .vocabularyFactory(iri -> exact(iri, draft))
                .build();
    }

    private static @Nullable Vocabulary exact(String iri, VersionFlag draft) {
        Vocabulary published = Vocabularies.getVocabulary(iri);
        if (published == null) {
            return null;
        }
        Map<String, Keyword> keywords = new HashMap<>();
        published.getKeywords().forEach(keyword -> keywords.put(keyword.getValue(), keyword));
        ExactKeyword.of(draft).forEach(keyword -> keywords.replace(keyword.value(), keyword));
        return new Vocabulary(iri, keywords.values().toArray(Keyword[]::new));
    }

    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder()
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .build();
    }
}
