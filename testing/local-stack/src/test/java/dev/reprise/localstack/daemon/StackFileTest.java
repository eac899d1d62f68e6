package dev.reprise.localstack.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.localstack.stack.StackAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFileTest {
    private static final StackAddresses ADDRESSES = new StackAddresses("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3");

    private final Path folder;

    StackFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void should_be_read_as_it_was_written() {
        Path file = folder.resolve("new/stack.json");
        StackFile written = StackFile.ofThisProcess(ADDRESSES, file);

        written.write(file);

        assertThat(StackFile.read(file)).contains(written);
        assertThat(written.addresses()).isEqualTo(ADDRESSES);
        assertThat(file.getParent())
                .isDirectoryContaining("glob:**/stack.json")
                .isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void should_have_the_fields_of_the_contract() throws IOException {
        Path file = folder.resolve("stack.json");
        StackFile.ofThisProcess(ADDRESSES, file).write(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());

        assertThat(json.fieldNames())
                .toIterable()
                .containsExactly("kafka", "cassandra", "elasticsearch", "pid", "startedAt", "home");
        assertThat(json.get("kafka").asText()).isEqualTo("127.0.0.1:1");
        assertThat(Instant.parse(json.get("startedAt").asText())).isBefore(Instant.now());
    }

    @Test
    void should_skip_fields_that_a_newer_version_wrote() throws IOException {
        Path file = folder.resolve("stack.json");
        Files.writeString(
                file,
                """
                {"kafka":"k","cassandra":"c","elasticsearch":"e","pid":1,"startedAt":"2026-01-01T00:00:00Z","new":1}""");

        assertThat(StackFile.read(file)).contains(new StackFile("k", "c", "e", 1, "2026-01-01T00:00:00Z", null));
    }

    @Test
    void should_say_what_to_do_with_a_file_that_is_none() throws IOException {
        Path file = Files.writeString(folder.resolve("stack.json"), "{");

        assertThatThrownBy(() -> StackFile.read(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("remove it");
    }

    @Test
    void should_know_its_daemon_by_pid_and_start() {
        StackFile mine = StackFile.ofThisProcess(ADDRESSES, folder.resolve("stack.json"));
        StackFile ofAnEarlierProcess = new StackFile("k", "c", "e", mine.pid(), "2026-01-01T00:00:00Z", null);

        assertThat(mine.daemon()).contains(ProcessHandle.current());
        assertThat(ofAnEarlierProcess.daemon())
                .as("the pid is used again by another process")
                .isEmpty();
    }

    @Test
    void should_belong_to_the_folder_that_it_was_written_in_when_it_is_copied() throws IOException {
        Path original = Files.createDirectories(folder.resolve("original")).resolve("stack.json");
        Path copy = Files.createDirectories(folder.resolve("copy")).resolve("stack.json");
        Path link = Files.createSymbolicLink(folder.resolve("link"), original.getParent())
                .resolve("stack.json");
        StackFile.ofThisProcess(ADDRESSES, link).write(link);
        Files.copy(original, copy);

        assertThat(StackFile.running(original)).isPresent();
        assertThat(StackFile.running(link)).isPresent();
        assertThat(StackFile.running(copy)).isEmpty();
        assertThat(StackFile.read(copy).flatMap(stack -> stack.otherHome(copy)))
                .contains(folder.resolve("original").toRealPath());

        Files.delete(original);
        assertThat(StackFile.running(copy)).as("moved, not copied").isPresent();
    }
}
