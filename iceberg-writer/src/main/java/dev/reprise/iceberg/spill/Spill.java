package dev.reprise.iceberg.spill;

import dev.reprise.common.export.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The rows that wait for the next commit, on disk, sorted by the file that they will be in. So a commit makes one file after
 * the other, however the months and types of the rows are mixed: small files are avoided, and one open file is all that is
 * in memory.
 *
 * <p>Threading: one thread. Bounds: {@link #KEYS_MAX} files; the bytes are bounded by who commits.
 */
public final class Spill implements AutoCloseable {

    /** With 8 KiB of memory for each. A job over eight years and ten types has fewer. */
    public static final int KEYS_MAX = 1_000;

    private final Path folder;
    private final Supplier<String> names;
    private final Map<SpillKey, SpillFile> files = new LinkedHashMap<>();
    private long rows;
    private long bytes;

    /**
     * Creates an empty one.
     *
     * @param folder made when it is missing
     * @param names of files, each another one
     */
    public Spill(Path folder, Supplier<String> names) {
        this.folder = folder;
        this.names = names;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder " + folder, e);
        }
    }

    /** Keeps a row. */
    public void add(SpillKey key, byte[] record) {
        files.computeIfAbsent(key, absent -> new SpillFile(folder.resolve(names.get())))
                .append(record);
        rows++;
        bytes += record.length;
    }

    /** Returns how many rows wait. */
    public long rows() {
        return rows;
    }

    /** Returns how many bytes wait. */
    public long bytes() {
        return bytes;
    }

    /** Returns whether no further key has room. */
    public boolean isFull() {
        return files.size() >= KEYS_MAX;
    }

    /** Returns the tables that rows wait for, in the order of their names. */
    public Set<TableName> tables() {
        Set<TableName> tables = new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
        files.keySet().forEach(key -> tables.add(key.table()));
        return tables;
    }

    /** Returns what the rows of a table are sorted by. */
    public List<SpillKey> keys(TableName table) {
        return files.keySet().stream().filter(key -> key.table().equals(table)).toList();
    }

    /** Hands out the rows of a key, in the order in which they came; to be called once. */
    public void forEach(SpillKey key, Consumer<byte[]> action) {
        SpillFile file = files.get(key);
        if (file != null) {
            file.forEach(action);
        }
    }

    /** Forgets all rows. */
    public void clear() {
        files.values().forEach(SpillFile::close);
        files.clear();
        rows = 0;
        bytes = 0;
    }

    @Override
    public void close() {
        clear();
    }
}
