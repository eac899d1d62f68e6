package dev.reprise.endtoend.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerStartException;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** A server that cannot start says why, and takes the others with it. */
@Timeout(300)
@Isolated("counts this JVM's children, and other tests' are among them")
class ServerStartIT {
    private final Set<Long> childrenBefore = children();

    @AfterEach
    void no_child_is_left() {
        assertThat(childrenBefore)
                .as("the children after the test were there before")
                .containsAll(children());
    }

    @Test
    void should_name_the_port_when_another_process_has_it() throws IOException {
        int port = LoopbackPorts.choose();
        LocalStackOptions options = StackFolders.fresh("port-taken").withPort(ServerKind.KAFKA, port);

        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(LoopbackPorts.address(port));
            assertThatThrownBy(() -> LocalStack.start(options))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("kafka cannot start")
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }

    @Test
    void should_say_kafkas_last_words_while_the_others_start() {
        assertStartFails(
                StackFolders.fresh("kafka-broken").withSetting(ServerKind.KAFKA, "node.id", "not-a-number"),
                "kafka (pid",
                "not-a-number");
    }

    @Test
    void should_say_kafkas_last_words_when_it_ends_after_formatting() throws IOException {
        int port = LoopbackPorts.choose();
        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(LoopbackPorts.address(port));
            assertStartFails(
                    StackFolders.fresh("kafka-port")
                            .withServers(ServerKind.KAFKA)
                            .withSetting(
                                    ServerKind.KAFKA,
                                    "listeners",
                                    "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + port),
                    "kafka (pid",
                    "kafka.log");
        }
    }

    @Test
    void should_say_cassandras_last_words() {
        assertStartFails(
                StackFolders.fresh("cassandra-broken")
                        .withServers(ServerKind.CASSANDRA)
                        .withSetting(ServerKind.CASSANDRA, "no_such_setting", "1"),
                "cassandra (pid",
                "no_such_setting");
    }

    @Test
    void should_say_elasticsearchs_last_words() {
        assertStartFails(
                StackFolders.fresh("elasticsearch-broken")
                        .withServers(ServerKind.ELASTICSEARCH)
                        .withSetting(ServerKind.ELASTICSEARCH, "no.such.setting", "1"),
                "elasticsearch (pid",
                "no.such.setting");
    }

    private static void assertStartFails(LocalStackOptions options, String... words) {
        assertThatThrownBy(() -> LocalStack.start(options))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContainingAll(words);
    }

    /** Guards and other helpers included. */
    private static Set<Long> children() {
        return ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .collect(Collectors.toSet());
    }
}
