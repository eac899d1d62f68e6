package dev.reprise.migration.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {

    private final Path directory;
    private final List<String> problems = new ArrayList<>();

    DirectoryTreeTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_read_wanted_files_in_order_of_their_paths() throws IOException {
        Files.createDirectories(directory.resolve("b"));
        Files.writeString(directory.resolve("b/two.txt"), "2");
        Files.writeString(directory.resolve("a.txt"), "1");
        Files.writeString(directory.resolve("c.bin"), "3");

        FileTree tree = read();

        assertThat(tree.files()).extracting(SourceFile::path).containsExactly("a.txt", "b/two.txt");
        assertThat(tree.files()).extracting(SourceFile::display).containsExactly("shown/a.txt", "shown/b/two.txt");
        assertThat(tree.find("b/two.txt")).map(SourceFile::text).hasValue("2");
        assertThat(tree.find("c.bin")).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void should_take_a_directory_of_very_many_files_for_the_wrong_one() throws IOException {
        for (int i = 0; i <= DirectoryTree.FILES_MAX; i++) {
            Files.createFile(directory.resolve(i + ".txt"));
        }

        assertThat(read().files()).isEmpty();
        assertThat(problems).containsExactly("shown:1 holds more than 10000 files: is it the right directory?");
    }

    @Test
    void should_report_links_that_lead_into_a_circle() throws IOException {
        Files.createDirectories(directory.resolve("a"));
        Files.createSymbolicLink(directory.resolve("a/again"), directory);

        assertThat(read().files()).isEmpty();
        assertThat(problems).singleElement().asString().startsWith("shown:1 cannot be listed: ");
    }

    private FileTree read() {
        return DirectoryTree.read(
                directory,
                "shown",
                path -> path.endsWith(".txt"),
                (file, line, message) -> problems.add(file + ":" + line + " " + message));
    }
}
