package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

import dev.reprise.migration.files.SourceFile;
import java.util.List;

/**
 * What a language made of a file.
 *
 * @param mapping ready to be applied
 * @param imports every other file it is made of, which therefore counts into its checksum
 */
public record CompiledMapping(Mapping mapping, List<SourceFile> imports) {

    /** Copies the list. */
    public CompiledMapping {
        requireNonNull(mapping, "mapping");
        imports = List.copyOf(imports);
    }
}
