package dev.reprise.iceberg.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The columns that payloads of each asset type have beside those that all assets have: the simple properties of the JSON
 * Schemas in a folder, {@code <type>/v<version>.json}. The newest version says the type of a column; older ones add what it no
 * longer has.
 *
 * <p>Threading: immutable.
 *
 * @param byType by asset type, the type of each column by its name
 */
public record PayloadColumns(Map<String, Map<String, ColumnType>> byType) {

    /** No payload has columns of its own. */
    public static final PayloadColumns NONE = new PayloadColumns(Map.of());

    private static final Pattern FILE = Pattern.compile("v(\\d{1,9})\\.json");

    public PayloadColumns {
        byType = Map.copyOf(byType);
    }

    /** Returns the columns of an asset type. */
    public Map<String, ColumnType> of(String assetType) {
        return byType.getOrDefault(assetType, Map.of());
    }

    /**
     * Reads a folder.
     *
     * @param problems told of what cannot be read, and why
     */
    public static PayloadColumns read(Path folder, BiConsumer<Path, String> problems) {
        Map<String, Map<String, ColumnType>> byType = new LinkedHashMap<>();
        for (Path types : listed(folder, problems)) {
            if (Files.isDirectory(types)) {
                Map<String, ColumnType> columns = columns(types, problems);
                if (!columns.isEmpty()) {
                    byType.put(types.getFileName().toString(), columns);
                }
            }
        }
        return new PayloadColumns(byType);
    }

    private static Map<String, ColumnType> columns(Path folder, BiConsumer<Path, String> problems) {
        Map<Integer, Path> versions = new TreeMap<>(Collections.reverseOrder());
        for (Path file : listed(folder, problems)) {
            Matcher name = FILE.matcher(file.getFileName().toString());
            if (name.matches()) {
                versions.put(Integer.parseInt(name.group(1)), file);
            }
        }
        Map<String, ColumnType> columns = new LinkedHashMap<>();
        versions.values().forEach(file -> {
            try {
                SimpleProperties.of(Json.read(Files.readAllBytes(file), JsonNode.class))
                        .forEach(columns::putIfAbsent);
            } catch (IOException | UncheckedIOException e) {
                problems.accept(file, "is no JSON Schema that can be read");
            }
        });
        return columns;
    }

    private static List<Path> listed(Path folder, BiConsumer<Path, String> problems) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            problems.accept(folder, "is no folder that can be read");
            return List.of();
        }
    }
}
