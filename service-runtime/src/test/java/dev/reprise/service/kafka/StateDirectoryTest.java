package dev.reprise.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    private final Path temporary;

    StateDirectoryTest(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    /** Makes a folder as a service does, says where, and lives until it is ended. */
    public static final class Service {
        private Service() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(StateDirectory.create());
            int ended = System.in.read();
            System.exit(ended < 0 ? 0 : 1);
        }
    }

    private record Running(Process process, Path folder) {}

    private Running start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Service.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader();
        return new Running(process, Path.of(out.readLine()));
    }

    private static void kill(Running service) throws InterruptedException {
        assertThat(service.process().destroyForcibly().waitFor(30, TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void should_remove_the_folder_of_a_killed_process_and_no_other_when_the_next_one_starts() throws Exception {
        // given
        Running living = start();
        Running killed = start();
        Path content = Files.createDirectories(killed.folder().resolve("app/0_0"));
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Path precious = Files.writeString(elsewhere.resolve("precious"), "x");
        Files.createSymbolicLink(content.resolve("link"), elsewhere);
        Path linked = Files.createSymbolicLink(temporary.resolve("reprise-streams-link"), elsewhere);
        Path ofAnEarlierRelease = Files.createDirectory(temporary.resolve("reprise-streams-1"));
        kill(killed);
        assertThat(killed.folder()).exists();

        // when
        Path mine = StateDirectory.create(temporary);
        Path second = StateDirectory.create(temporary);

        // then
        assertThat(killed.folder()).doesNotExist();
        assertThat(List.of(living.folder(), mine, second, precious, linked, ofAnEarlierRelease))
                .allMatch(Files::exists);
        kill(living);
        StateDirectory.create(temporary);
        assertThat(living.folder()).doesNotExist();
        assertThat(mine).exists();
    }

    @Test
    void should_leave_nothing_when_a_process_ends_in_order() throws Exception {
        Running service = start();

        service.process().outputWriter().close();

        assertThat(service.process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(service.folder()).doesNotExist();
    }

    @Test
    void should_name_the_folder_when_it_cannot_be_written() {
        Path none = temporary.resolve("none");

        assertThatThrownBy(() -> StateDirectory.create(none))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(none.toString());
    }
}
