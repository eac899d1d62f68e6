package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

import dev.reprise.migration.files.ClasspathTrees;
import dev.reprise.migration.files.DirectoryTree;
import dev.reprise.migration.files.FileTree;
import dev.reprise.migration.files.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds and compiles the migrations that are files. Threading: confined to the loading thread. */
final class MigrationReader {

    private static final String FOLDER = "migrations";

    private final Map<String, MigrationLanguage> languages;
    private final Problems problems;
    private final List<FoundMigration> found = new ArrayList<>();
    private final SortedMap<MigrationId, SourceFile> examples = new TreeMap<>();

    MigrationReader(Map<String, MigrationLanguage> languages, Problems problems) {
        this.languages = languages;
        this.problems = problems;
    }

    void read(MigrationSources sources) {
        if (sources.migrations() != null) {
            String display = sources.migrations().toString();
            read(DirectoryTree.read(sources.migrations(), display, path -> true, problems));
        }
        ClasspathTrees.read(sources.classLoader(), FOLDER, this::isOurs, problems)
                .forEach(this::read);
    }

    /** In the order of the sources. */
    List<FoundMigration> found() {
        return found;
    }

    SortedMap<MigrationId, SourceFile> examples() {
        return examples;
    }

    /** Other libraries may keep other things in a folder of this name. */
    private boolean isOurs(String path) {
        return path.endsWith("." + FileRole.EXAMPLES)
                || languages.keySet().stream().anyMatch(ending -> path.endsWith("." + ending));
    }

    private void read(FileTree tree) {
        SortedSet<String> endings = new TreeSet<>(languages.keySet());
        for (SourceFile file : tree.files()) {
            FileRole role = FileRole.of(file, endings);
            if (role instanceof FileRole.MappingFile mapping) {
                found.add(compile(mapping, file, tree));
            } else if (role instanceof FileRole.ExamplesFile examplesFile) {
                keepExamples(examplesFile.id(), file);
            } else if (role instanceof FileRole.Misnamed misnamed) {
                problems.add(file.display(), 1, misnamed.message());
            }
        }
    }

    private FoundMigration compile(FileRole.MappingFile role, SourceFile file, FileTree tree) {
        MigrationLanguage language = requireNonNull(languages.get(role.language()));
        try {
            CompiledMapping compiled = language.compile(file, tree);
            MigrationOrigin origin =
                    new MigrationOrigin(language.name(), file.display(), Checksum.of(file, compiled.imports()));
            return new FoundMigration(
                    role.id(), file.display(), new MigrationStep(role.id(), origin, compiled.mapping()));
        } catch (InvalidFileException e) {
            problems.addAll(e.problems());
            return new FoundMigration(role.id(), file.display(), null);
        }
    }

    private void keepExamples(MigrationId id, SourceFile file) {
        SourceFile first = examples.putIfAbsent(id, file);
        if (first != null) {
            problems.add(file.display(), 1, "the examples of " + id + " stand also in " + first.display());
        }
    }
}
