package dev.reprise.migration;

import dev.reprise.migration.files.FileTree;
import dev.reprise.migration.files.SourceFile;

/** Compiles JSON Schemas, found by service loader. Stateless. */
public interface SchemaCompiler {

    /**
     * Compiles one schema file; nothing is ever fetched from a network.
     *
     * @param file the schema
     * @param tree where it was found, and the only place it may refer to
     * @throws InvalidFileException with all mistakes found, each with its line
     */
    CompiledSchema compile(SourceFile file, FileTree tree) throws InvalidFileException;
}
