package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

import dev.reprise.migration.files.SourceFile;
import java.util.List;

/**
 * What the compiler made of a schema file.
 *
 * @param check ready to be used
 * @param references every other file it refers to, which therefore counts into its checksum
 */
public record CompiledSchema(SchemaCheck check, List<SourceFile> references) {

    /** Copies the list. */
    public CompiledSchema {
        requireNonNull(check, "check");
        references = List.copyOf(references);
    }
}
