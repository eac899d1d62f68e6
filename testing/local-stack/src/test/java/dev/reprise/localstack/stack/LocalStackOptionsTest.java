package dev.reprise.localstack.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerStartException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStackOptionsTest {
    private static final LocalStackOptions ALL = LocalStackOptions.in(Path.of("work"), Path.of("programs"));

    @Test
    void should_start_all_servers_on_free_ports_by_default() {
        assertThat(ALL.servers()).containsExactlyInAnyOrder(ServerKind.values());
        assertThat(ALL.ports()).isEmpty();
        assertThat(ALL.workFolder()).isAbsolute();
    }

    @Test
    void should_add_up_what_is_asked_for() {
        LocalStackOptions options = ALL.withServers(ServerKind.KAFKA)
                .withPort(ServerKind.KAFKA, 9092)
                .withSetting(ServerKind.KAFKA, "a", "1")
                .sparingCores()
                .withSetting(ServerKind.KAFKA, "b", "2");

        assertThat(options.servers()).isEqualTo(Set.of(ServerKind.KAFKA));
        assertThat(options.ports()).isEqualTo(Map.of(ServerKind.KAFKA, 9092));
        assertThat(options.settings()).isEqualTo(Map.of(ServerKind.KAFKA, Map.of("a", "1", "b", "2")));
        assertThat(options.sparesCores()).isTrue();
        assertThat(ALL.sparesCores()).isFalse();
    }

    @Test
    void should_refuse_a_port_that_does_not_exist() {
        assertThatThrownBy(() -> ALL.withPort(ServerKind.CASSANDRA, 65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cassandra")
                .hasMessageContaining("65536");
    }

    @Test
    void should_refuse_one_port_for_two_servers() {
        LocalStackOptions kafka = ALL.withPort(ServerKind.KAFKA, 9092).withPort(ServerKind.ELASTICSEARCH, 0);

        assertThat(kafka.withPort(ServerKind.CASSANDRA, 0).ports()).hasSize(3);
        assertThatThrownBy(() -> kafka.withPort(ServerKind.CASSANDRA, 9092))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a port of its own");
    }

    @Test
    void should_have_one_node_or_as_many_as_there_are_copies() {
        assertThat(ALL.nodes()).isEqualTo(1);
        assertThat(ALL.withNodes(3).withPort(ServerKind.KAFKA, 9092).nodes()).isEqualTo(3);
        assertThatThrownBy(() -> ALL.withNodes(2)).hasMessage("a stack has 1 or 3 nodes, not 2");
        assertThatThrownBy(() -> ALL.withNodes(3).secured()).hasMessage("a secured stack has 1 node");
    }

    @Test
    void should_not_start_without_the_programs(@TempDir Path empty) {
        LocalStackOptions options = LocalStackOptions.in(empty.resolve("work"), empty);

        assertThatThrownBy(() -> LocalStack.start(options))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("mvn package");
    }
}
