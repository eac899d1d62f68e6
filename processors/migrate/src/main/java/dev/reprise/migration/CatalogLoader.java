package dev.reprise.migration;

import dev.reprise.migration.files.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads, checks and runs everything once, noting all mistakes. Threading: confined to the loading thread. */
final class CatalogLoader {

    private final MigrationSources sources;
    private final Problems problems = new Problems();

    CatalogLoader(MigrationSources sources) {
        this.sources = sources;
    }

    MigrationCatalog load() {
        MigrationReader reader = new MigrationReader(languages(), problems);
        reader.read(sources);
        List<FoundMigration> found = new ArrayList<>(reader.found());
        found.addAll(JavaMigrations.find(sources.classLoader(), problems));
        SortedMap<String, SortedMap<Integer, FoundMigration>> migrations = VersionRules.check(found, problems);

        var schemas = new SchemaReader(schemaCompiler(), problems).read(sources);
        checkReach(schemas, migrations);
        Map<MigrationId, Integer> examples = runExamples(reader.examples(), found, schemas);
        problems.throwIfAny();
        return new MigrationCatalog(steps(migrations), schemas, examples);
    }

    /** A schema which no migration leads to is a forgotten migration, or a mistyped version. */
    private void checkReach(
            Map<String, SortedMap<Integer, PayloadSchema>> schemas,
            Map<String, SortedMap<Integer, FoundMigration>> migrations) {
        schemas.forEach((type, versions) -> {
            SortedMap<Integer, FoundMigration> steps = migrations.getOrDefault(type, new TreeMap<>());
            int latest = steps.isEmpty() ? 1 : steps.lastKey();
            versions.tailMap(latest + 1)
                    .forEach((version, schema) ->
                            problems.add(schema.file(), 1, "no migration of " + type + " leads to version " + version));
        });
    }

    private Map<MigrationId, Integer> runExamples(
            SortedMap<MigrationId, SourceFile> files,
            List<FoundMigration> found,
            Map<String, SortedMap<Integer, PayloadSchema>> schemas) {
        Map<MigrationId, FoundMigration> byId = new HashMap<>();
        found.forEach(migration -> byId.putIfAbsent(migration.id(), migration));
        Map<MigrationId, Integer> counts = new HashMap<>();
        files.forEach((id, file) -> {
            FoundMigration migration = byId.get(id);
            if (migration == null) {
                problems.add(file.display(), 1, "examples of " + id + ", but there is no such migration");
                return;
            }
            List<MigrationExample> examples = ExamplesReader.read(file, problems);
            counts.put(id, examples.size());
            if (migration.step() != null) {
                MigrationStep step = migration.step();
                var mistakes = new Problems();
                boolean ended = ExampleTime.suffices(
                        () -> ExampleRules.check(step, target(id, schemas), file.display(), examples, mistakes),
                        ExampleTime.TIME_MAX);
                // Those of a thread that runs on are its own.
                if (ended) {
                    problems.addAll(mistakes.all());
                } else {
                    problems.add(file.display(), 1, ExampleTime.mistake());
                }
            }
        });
        return counts;
    }

    private static @Nullable PayloadSchema target(
            MigrationId id, Map<String, SortedMap<Integer, PayloadSchema>> schemas) {
        SortedMap<Integer, PayloadSchema> versions = schemas.get(id.assetType());
        return versions == null ? null : versions.get(id.toVersion());
    }

    private static SortedMap<String, List<MigrationStep>> steps(
            SortedMap<String, SortedMap<Integer, FoundMigration>> migrations) {
        SortedMap<String, List<MigrationStep>> steps = new TreeMap<>();
        migrations.forEach((type, versions) -> {
            List<MigrationStep> chain = new ArrayList<>();
            for (FoundMigration migration : versions.values()) {
                if (migration.step() != null) {
                    chain.add(migration.step());
                }
            }
            chain.sort(Comparator.comparing(MigrationStep::id));
            steps.put(type, List.copyOf(chain));
        });
        return steps;
    }

    private static Map<String, MigrationLanguage> languages() {
        Map<String, MigrationLanguage> languages = new TreeMap<>();
        ServiceLoader.load(MigrationLanguage.class, CatalogLoader.class.getClassLoader())
                .forEach(language -> languages.put(language.name(), language));
        return languages;
    }

    private static SchemaCompiler schemaCompiler() {
        return ServiceLoader.load(SchemaCompiler.class, CatalogLoader.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no schema compiler on the class path"));
    }
}
