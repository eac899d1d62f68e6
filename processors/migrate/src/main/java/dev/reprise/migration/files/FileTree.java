package dev.reprise.migration.files;

import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files below one folder, in the order of their paths: one configured directory, or one jar or folder of the
 * class path. A file may only refer to files of its own tree. Immutable.
 */
public final class FileTree {

    private final SortedMap<String, SourceFile> filesByPath;

    /** A tree of these files; of two with one path the later wins. */
    public FileTree(Collection<SourceFile> files) {
        SortedMap<String, SourceFile> sorted = new TreeMap<>();
        files.forEach(file -> sorted.put(file.path(), file));
        this.filesByPath = Collections.unmodifiableSortedMap(sorted);
    }

    /** All files, ordered by path. */
    public Collection<SourceFile> files() {
        return filesByPath.values();
    }

    /** The file at a path relative to the top of this tree, such as {@code movie/lib/dates.jslt}. */
    public Optional<SourceFile> find(String path) {
        return Optional.ofNullable(filesByPath.get(path));
    }
}
