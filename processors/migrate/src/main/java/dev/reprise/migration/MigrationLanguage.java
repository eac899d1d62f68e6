package dev.reprise.migration;

import dev.reprise.migration.files.FileTree;
import dev.reprise.migration.files.SourceFile;

/** A language mappings are written in, found by service loader. Stateless. */
public interface MigrationLanguage {

    /** Its name, which is also the ending of its files, such as {@code jslt}. */
    String name();

    /**
     * Compiles one file and checks that it is pure: that it cannot ask for the time or for random numbers, and that
     * the texts of its errors are constant.
     *
     * @param file the mapping
     * @param tree where it was found, and the only place it may import from
     * @throws InvalidFileException with all mistakes found, each with its line
     */
    CompiledMapping compile(SourceFile file, FileTree tree) throws InvalidFileException;
}
