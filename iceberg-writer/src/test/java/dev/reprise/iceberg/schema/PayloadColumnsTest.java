package dev.reprise.iceberg.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadColumnsTest {

    @TempDir
    private Path folder;

    private final List<String> problems = new ArrayList<>();

    private void schema(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private PayloadColumns read() {
        return PayloadColumns.read(folder, (file, problem) -> problems.add(folder.relativize(file) + " " + problem));
    }

    @Test
    void should_take_simple_properties_and_nothing_else() throws IOException {
        schema(
                "movie/v1.json",
                """
                {"properties": {
                  "title": {"type": "string"}, "year": {"type": ["integer", "null"]}, "score": {"type": "number"},
                  "seen": {"type": "boolean"}, "rating": {"enum": ["G", "R"]}, "odd": {"enum": [1, "R"]},
                  "date": {"$ref": "#/$defs/date"}, "names": {"type": "array"}, "money": {"type": "object"},
                  "either": {"type": ["string", "integer"]}, "any": {}, "with space": {"type": "string"},
                  "circle": {"$ref": "#/$defs/circle"}, "elsewhere": {"$ref": "other.json"}},
                 "$defs": {"date": {"type": "string", "format": "date"}, "circle": {"$ref": "#/$defs/circle"}}}
                """);

        assertThat(read().of("movie"))
                .isEqualTo(Map.of(
                        "title", ColumnType.TEXT,
                        "year", ColumnType.WHOLE_NUMBER,
                        "score", ColumnType.NUMBER,
                        "seen", ColumnType.TRUTH,
                        "rating", ColumnType.TEXT,
                        "date", ColumnType.TEXT));
        assertThat(read().of("poster")).isEmpty();
    }

    @Test
    void should_take_the_type_of_the_newest_version_and_add_what_only_older_ones_have() throws IOException {
        schema("movie/v2.json", "{\"properties\":{\"year\":{\"type\":\"string\"},\"old\":{\"type\":\"string\"}}}");
        schema("movie/v10.json", "{\"properties\":{\"year\":{\"type\":\"integer\"}}}");
        schema("movie/notes.txt", "no schema");

        assertThat(read().of("movie")).isEqualTo(Map.of("year", ColumnType.WHOLE_NUMBER, "old", ColumnType.TEXT));
        assertThat(problems).isEmpty();
    }

    @Test
    void should_name_files_and_folders_that_cannot_be_read() throws IOException {
        schema("movie/v2.json", "{");

        assertThat(read().byType()).isEmpty();
        assertThat(problems).containsExactly("movie/v2.json is no JSON Schema that can be read");
        assertThat(PayloadColumns.read(folder.resolve("absent"), (file, problem) -> problems.add(problem))
                        .byType())
                .isEmpty();
        assertThat(problems).endsWith("is no folder that can be read");
    }
}
