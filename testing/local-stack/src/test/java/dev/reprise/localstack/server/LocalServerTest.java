package dev.reprise.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LocalServerTest {
    private static final String RUNS = "exec sleep 1000";

    private final Path folder;

    LocalServerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void should_be_alive_after_start_and_gone_after_stop() {
        LocalServer server = new LocalServer(FakeRecipe.of(folder, RUNS, true));

        server.start();
        assertThat(server.isAlive()).isTrue();
        assertThat(ProcessHandle.of(server.pid())).isPresent();
        assertThat(server.address()).matches("127\\.0\\.0\\.1:\\d+");

        server.stop();
        assertThat(server.isAlive()).isFalse();
        assertThatThrownBy(server::pid)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is down");
        server.stop();
        server.close();
    }

    @Test
    void should_say_the_last_log_lines_when_the_server_ends_early() {
        LocalServer server = new LocalServer(FakeRecipe.of(folder, "echo no disk; exit 3", false));

        assertThatThrownBy(server::start)
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("ended with exit code 3")
                .hasMessageContaining("no disk");
        server.close();
    }

    @Test
    void should_say_the_last_log_lines_when_the_server_does_not_answer_in_time() {
        FakeRecipe silent = FakeRecipe.of(folder, "echo thinking; " + RUNS, false);
        LocalServer server =
                new LocalServer(new FakeRecipe(folder, silent.script(), silent.port(), false, Duration.ofMillis(500)));

        assertThatThrownBy(server::start)
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("did not answer")
                .hasMessageContaining("thinking");
        assertThat(server.isAlive()).as("left to the caller to end").isTrue();
        server.close();
    }

    @Test
    void should_not_start_when_another_process_has_its_port() throws IOException {
        FakeRecipe recipe = FakeRecipe.of(folder, RUNS, true);
        LocalServer server = new LocalServer(recipe);

        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(LoopbackPorts.address(recipe.port()));
            assertThatThrownBy(server::start)
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining(server.address());
        }

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void should_have_another_process_after_restart() {
        try (LocalServer server = new LocalServer(FakeRecipe.of(folder, RUNS, true))) {
            server.start();
            long before = server.pid();

            server.restart();

            assertThat(server.pid()).isNotEqualTo(before);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void should_start_again_after_a_kill() {
        try (LocalServer server = new LocalServer(FakeRecipe.of(folder, RUNS, true))) {
            server.start();

            server.kill();
            assertThat(server.isAlive()).isFalse();

            server.start();
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void should_allow_only_what_its_state_allows() {
        try (LocalServer server = new LocalServer(FakeRecipe.of(folder, RUNS, true))) {
            assertThatThrownBy(server::suspend).isInstanceOf(IllegalStateException.class);
            server.start();
            assertThatThrownBy(server::start).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(server::resume).isInstanceOf(IllegalStateException.class);
            server.suspend();
            assertThatThrownBy(server::suspend).isInstanceOf(IllegalStateException.class);
            server.resume();
            server.suspend();
        }
    }
}
