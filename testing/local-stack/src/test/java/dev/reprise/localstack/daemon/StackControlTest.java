package dev.reprise.localstack.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerStartException;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.stack.StackAddresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StackControlTest {
    private final Path folder;
    private final Path stackFile;
    private final StackControl control;

    StackControlTest(@TempDir Path folder) {
        this.folder = folder;
        this.stackFile = folder.resolve("stack.json");
        this.control = new StackControl(stackFile);
    }

    @Test
    void should_be_down_when_there_is_no_file() {
        assertThat(control.status().isUp()).isFalse();
        assertThat(control.status().isHealthy()).isFalse();
        assertThat(control.down()).isFalse();
    }

    @Test
    void should_leave_a_process_alone_that_only_has_the_pid_of_the_daemon() throws IOException {
        Files.writeString(
                stackFile,
                """
                {"kafka":"k","cassandra":"c","elasticsearch":"e","pid":%d,"startedAt":"2026-01-01T00:00:00Z"}"""
                        .formatted(ProcessHandle.current().pid()));

        assertThat(control.status().isUp()).isFalse();
        assertThat(control.down()).isFalse();
    }

    @Test
    void should_say_which_server_does_not_answer() {
        StackFile.ofThisProcess(new StackAddresses("127.0.0.1:1", "127.0.0.1:1", "127.0.0.1:1"), stackFile)
                .write(stackFile);

        StackStatus status = control.status();

        assertThat(status.isUp()).isTrue();
        assertThat(status.isHealthy()).isFalse();
        assertThat(status.answers()).containsOnlyKeys(ServerKind.values()).doesNotContainValue(true);
    }

    @Test
    void should_refuse_a_second_stack() {
        StackFile.ofThisProcess(new StackAddresses("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"), stackFile)
                .write(stackFile);

        assertThatThrownBy(() -> control.up(LocalStackOptions.in(folder, folder)))
                .isInstanceOf(StackIsUpException.class)
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void should_give_the_reason_when_the_daemon_fails() {
        LocalStackOptions noPrograms = LocalStackOptions.in(folder.resolve("work"), folder);

        assertThatThrownBy(() -> control.up(noPrograms))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("did not come up")
                .hasMessageContaining("mvn package")
                .hasMessageNotContaining("\tat ");
        assertThat(stackFile).doesNotExist();
    }

    /** A file in the place of a folder stops root too, which a lack of rights does not. */
    @Test
    void should_name_the_path_when_the_work_folder_cannot_be_made() throws IOException {
        Path file = Files.createFile(folder.resolve("work"));

        assertThatThrownBy(() -> control.up(LocalStackOptions.in(file, folder)))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("may not write " + file)
                .hasMessageContaining("user " + System.getProperty("user.name"));
    }

    @Test
    void should_leave_the_stack_of_another_checkout_alone_when_its_file_was_copied() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy")).resolve("stack.json");
        StackFile.ofThisProcess(new StackAddresses("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"), stackFile)
                .write(stackFile);
        Files.copy(stackFile, copy);

        assertThat(new StackControl(copy).down()).isFalse();
        assertThat(new StackControl(copy).status().isUp()).isFalse();
        assertThat(control.status().isUp()).isTrue();
    }
}
