package dev.reprise.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    private final Path folder;

    LogTailTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void should_give_the_last_lines_oldest_first() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "one\ntwo\nthree\n");

        assertThat(LogTail.lines(log, 2)).containsExactly("two", "three");
        assertThat(LogTail.lines(log, 10)).containsExactly("one", "two", "three");
    }

    @Test
    void should_look_at_the_end_alone_when_the_log_is_long() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "x".repeat(1_000_000) + "\nlast\n");

        assertThat(LogTail.lines(log, 1)).containsExactly("last");
        assertThat(LogTail.lines(log, 2).get(0)).hasSizeLessThan(100_000);
    }

    @Test
    void should_give_nothing_when_there_is_no_log() {
        assertThat(LogTail.lines(folder.resolve("none"), 5)).isEmpty();
    }
}
