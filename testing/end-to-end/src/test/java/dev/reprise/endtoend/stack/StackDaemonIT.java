package dev.reprise.endtoend.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reprise.localstack.daemon.StackControl;
import dev.reprise.localstack.daemon.StackFile;
import dev.reprise.localstack.daemon.StackIsUpException;
import dev.reprise.localstack.daemon.StackStatus;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerStartException;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.stack.StackAddresses;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The stack in the background, from up to down. */
@Timeout(600)
class StackDaemonIT {

    @Test
    void should_be_up_until_it_is_taken_down() throws Exception {
        int kafkaPort = LoopbackPorts.choose();
        LocalStackOptions options = StackFolders.fresh("daemon").withPort(ServerKind.KAFKA, kafkaPort);
        Path stackFile = options.workFolder().resolve("stack.json");
        StackControl control = new StackControl(stackFile);
        List<ProcessHandle> processes = List.of();
        try {
            StackAddresses addresses = control.up(options);
            ProcessHandle daemon =
                    StackFile.read(stackFile).flatMap(StackFile::daemon).orElseThrow();
            processes = Stream.concat(Stream.of(daemon), daemon.descendants()).toList();

            assertThat(addresses.kafka()).isEqualTo("127.0.0.1:" + kafkaPort);
            assertThat(control.status()).matches(StackStatus::isHealthy);
            assertThatThrownBy(() -> control.up(options)).isInstanceOf(StackIsUpException.class);
            KafkaClient kafka = new KafkaClient(addresses.kafka());
            kafka.createTopic("daemon");

            assertThat(control.down()).isTrue();
        } finally {
            control.down();
        }
        assertThat(processes).hasSizeGreaterThanOrEqualTo(5).noneMatch(ProcessHandle::isAlive);
        assertThat(stackFile).doesNotExist();
        assertThat(control.status().isUp()).isFalse();
        assertThat(control.down()).isFalse();
    }

    @Test
    void should_take_its_servers_along_when_it_is_killed() {
        LocalStackOptions options = StackFolders.fresh("daemon-killed");
        Path stackFile = options.workFolder().resolve("stack.json");
        StackControl control = new StackControl(stackFile);
        try {
            control.up(options);
            ProcessHandle daemon =
                    StackFile.read(stackFile).flatMap(StackFile::daemon).orElseThrow();
            List<ProcessHandle> servers = daemon.descendants().toList();

            assertThat(daemon.destroyForcibly()).isTrue();

            await().atMost(Duration.ofSeconds(30)).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(stackFile).as("nobody was left to delete it").exists();
            assertThat(control.status().isUp()).isFalse();
        } finally {
            control.down();
        }
    }

    @Test
    void should_say_why_when_a_server_does_not_come_up() throws IOException {
        int port = LoopbackPorts.choose();
        LocalStackOptions options = StackFolders.fresh("daemon-failed").withPort(ServerKind.ELASTICSEARCH, port);
        Path stackFile = options.workFolder().resolve("stack.json");

        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(LoopbackPorts.address(port));
            assertThatThrownBy(() -> new StackControl(stackFile).up(options))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("elasticsearch cannot start")
                    .hasMessageContaining("127.0.0.1:" + port);
        }

        assertThat(stackFile).doesNotExist();
    }
}
