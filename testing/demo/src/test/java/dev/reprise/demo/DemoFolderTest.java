package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.cli.invocation.FailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {

    private final Path folder;

    DemoFolderTest(@TempDir Path parent) {
        this.folder = parent.resolve("target/demo");
    }

    @Test
    void should_begin_with_nothing() throws IOException {
        Files.createDirectories(folder.resolve("stack/kafka"));
        Files.writeString(folder.resolve("stack/kafka/log"), "of the last demo");

        try (DemoFolder taken = DemoFolder.take(folder)) {
            assertThat(taken.path()).isEmptyDirectory();
        }
    }

    @Test
    void should_leave_its_content_behind() throws IOException {
        try (DemoFolder taken = DemoFolder.take(folder)) {
            Files.writeString(taken.path().resolve("worker.log"), "to be read");
        }

        assertThat(folder.resolve("worker.log")).hasContent("to be read");
    }

    @Test
    void should_not_be_shared() throws IOException {
        try (DemoFolder taken = DemoFolder.take(folder)) {
            assertThat(taken.path()).isDirectory();
            assertThatThrownBy(() -> DemoFolder.take(folder))
                    .isInstanceOf(FailedException.class)
                    .hasMessageContaining("another demo runs");
        }
    }
}
