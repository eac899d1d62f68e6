package dev.reprise.endtoend.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.reprise.localstack.server.LocalServer;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the fault suite does to single servers: stop, restart, suspend, kill. On stacks of its own. */
@Timeout(300)
class ServerLifeIT {
    private static final String TOPIC = "life";

    @Test
    void should_keep_kafkas_data_over_restart_and_kill() throws Exception {
        try (LocalStack stack = start("kafka-life", ServerKind.KAFKA)) {
            LocalServer server = stack.kafka();
            KafkaClient kafka = new KafkaClient(server.address());
            kafka.createTopic(TOPIC);
            kafka.send(TOPIC, "before restart");
            long pid = server.pid();

            server.restart();
            assertThat(server.pid()).isNotEqualTo(pid);
            kafka.send(TOPIC, "before kill");

            server.kill();
            assertThat(server.answers()).isFalse();
            server.start();

            assertThat(kafka.values(TOPIC, 2)).containsExactly("before restart", "before kill");
        }
    }

    @Test
    void should_answer_nothing_while_suspended_and_again_after() throws Exception {
        try (LocalStack stack = start("kafka-suspended", ServerKind.KAFKA)) {
            LocalServer server = stack.kafka();
            KafkaClient kafka = new KafkaClient(server.address());
            kafka.createTopic(TOPIC);

            server.suspend();
            assertThat(server.answers()).isFalse();
            assertThat(server.isAlive()).isTrue();

            server.resume();
            await().atMost(Duration.ofSeconds(30)).until(server::answers);
            kafka.send(TOPIC, "after");
            assertThat(kafka.values(TOPIC, 1)).containsExactly("after");
        }
    }

    @Test
    void should_end_suspended_servers_on_close() {
        LocalStack stack = start("suspended", ServerKind.KAFKA, ServerKind.ELASTICSEARCH);
        List<ProcessHandle> processes = tree(stack.kafka(), stack.elasticsearch());
        assertThat(processes)
                .as("kafka, the launcher of elasticsearch, and its server")
                .hasSizeGreaterThanOrEqualTo(3);
        stack.kafka().suspend();
        stack.elasticsearch().suspend();
        assertThat(stack.elasticsearch().answers()).isFalse();

        stack.close();
        stack.close();

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void should_keep_cassandras_data_over_restart() {
        try (LocalStack stack = start("cassandra-life", ServerKind.CASSANDRA)) {
            try (CqlSession session = CassandraClient.connect(stack.cassandra().address())) {
                CassandraClient.createTable(session, "life");
                session.execute("INSERT INTO life.word (id, word) VALUES (1, 'kept')");
            }

            stack.cassandra().restart();

            try (CqlSession session = CassandraClient.connect(stack.cassandra().address())) {
                var row = session.execute("SELECT word FROM life.word WHERE id = 1")
                        .one();
                assertThat(Objects.requireNonNull(row).getString("word")).isEqualTo("kept");
            }
        }
    }

    private static LocalStack start(String folder, ServerKind first, ServerKind... more) {
        return LocalStack.start(StackFolders.fresh(folder).withServers(first, more));
    }

    private static List<ProcessHandle> tree(LocalServer... servers) {
        return Stream.of(servers)
                .map(server -> ProcessHandle.of(server.pid()).orElseThrow())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
    }
}
