package dev.reprise.migration;

import dev.reprise.migration.files.ClasspathTrees;
import dev.reprise.migration.files.DirectoryTree;
import dev.reprise.migration.files.FileTree;
import dev.reprise.migration.files.SourceFile;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds and compiles the schemas. Threading: confined to the loading thread. */
final class SchemaReader {

    private static final String FOLDER = "schemas";
    private static final Pattern PATH = Pattern.compile("(?<type>[^/]+)/v(?<version>[1-9][0-9]{0,5})\\.json");

    private final SchemaCompiler compiler;
    private final Problems problems;
    private final SortedMap<String, SortedMap<Integer, PayloadSchema>> schemas = new TreeMap<>();

    SchemaReader(SchemaCompiler compiler, Problems problems) {
        this.compiler = compiler;
        this.problems = problems;
    }

    SortedMap<String, SortedMap<Integer, PayloadSchema>> read(MigrationSources sources) {
        if (sources.schemas() != null) {
            read(DirectoryTree.read(sources.schemas(), sources.schemas().toString(), path -> true, problems));
        }
        // Other libraries keep schemas of their own in a folder of this name: only exact names are ours.
        ClasspathTrees.read(sources.classLoader(), FOLDER, SchemaReader::isOurs, problems)
                .forEach(this::read);
        return schemas;
    }

    private static boolean isOurs(String path) {
        return PATH.matcher(path).matches() || (FileRole.isAside(path) && path.endsWith(".json"));
    }

    private void read(FileTree tree) {
        for (SourceFile file : tree.files()) {
            Matcher name = PATH.matcher(file.path());
            if (FileRole.isAside(file.path())) {
                continue;
            }
            if (!name.matches()
                    || !MigrationId.ASSET_TYPE.matcher(name.group("type")).matches()) {
                problems.add(
                        file.display(), 1, "schemas are named <asset type>/v<version>.json, such as movie/v2.json");
                continue;
            }
            compile(name.group("type"), Integer.parseInt(name.group("version")), file, tree);
        }
    }

    private void compile(String assetType, int version, SourceFile file, FileTree tree) {
        try {
            CompiledSchema compiled = compiler.compile(file, tree);
            String checksum = Checksum.of(file, compiled.references());
            PayloadSchema schema = new PayloadSchema(assetType, version, file.display(), checksum, compiled.check());
            PayloadSchema first =
                    schemas.computeIfAbsent(assetType, type -> new TreeMap<>()).putIfAbsent(version, schema);
            if (first != null) {
                problems.add(file.display(), 1, schema.id() + " is there already: " + first.file());
            }
        } catch (InvalidFileException e) {
            problems.addAll(e.problems());
        }
    }
}
