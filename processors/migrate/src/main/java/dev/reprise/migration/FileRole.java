package dev.reprise.migration;

import dev.reprise.migration.files.SourceFile;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a file below {@code migrations} is, by its place and name alone. */
sealed interface FileRole {

    /** A mapping, in the language its ending names. */
    record MappingFile(MigrationId id, String language) implements FileRole {}

    /** The examples of a mapping. */
    record ExamplesFile(MigrationId id) implements FileRole {}

    /** Not ours to read here: what mappings import ({@code lib} folders), and notes for people ({@code .md}). */
    record Aside() implements FileRole {}

    /** A name nothing can be made of. */
    record Misnamed(String message) implements FileRole {}

    /** The ending of files with examples. */
    String EXAMPLES = "examples.json";

    /** The folder, at the top or in that of an asset type, whose files are only there to be imported. */
    String LIBRARY = "lib";

    /** {@code V2__name.ending}; at most six digits, so that every version is an int, and none in front that is 0. */
    Pattern FILE_NAME = Pattern.compile("V(?<version>[1-9][0-9]{0,5})__(?<name>[^.]+)\\.(?<ending>.+)");

    /** Tells the role of a file; {@code languages} are the endings of mappings. */
    static FileRole of(SourceFile file, Collection<String> languages) {
        if (isAside(file.path())) {
            return new Aside();
        }
        String[] parts = file.path().split("/", -1);
        Matcher name = FILE_NAME.matcher(parts[parts.length - 1]);
        if (parts.length != 2 || !name.matches()) {
            return new Misnamed("migrations are named <asset type>/V<version>__<name>." + String.join("|", languages)
                    + ", such as movie/V2__localized_titles.jslt");
        }
        String ending = name.group("ending");
        if (!ending.equals(EXAMPLES) && !languages.contains(ending)) {
            return new Misnamed(
                    "'." + ending + "' is no language of migrations: known are " + String.join(", ", languages));
        }
        try {
            MigrationId id = new MigrationId(parts[0], Integer.parseInt(name.group("version")), name.group("name"));
            return ending.equals(EXAMPLES) ? new ExamplesFile(id) : new MappingFile(id, ending);
        } catch (IllegalArgumentException e) {
            return new Misnamed(String.valueOf(e.getMessage()));
        }
    }

    /** Whether a file is left alone: in a {@code lib} folder, or a note for people. */
    static boolean isAside(String path) {
        return path.startsWith(LIBRARY + "/") || path.contains("/" + LIBRARY + "/") || path.endsWith(".md");
    }
}
