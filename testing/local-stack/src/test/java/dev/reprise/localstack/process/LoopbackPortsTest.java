package dev.reprise.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {
    private static final int EPHEMERAL_FIRST = 32_768;

    @Test
    void should_give_each_port_once_and_none_of_the_ephemeral_range() {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            ports.add(LoopbackPorts.choose());
        }

        assertThat(ports).hasSize(100).allMatch(port -> port > 1024 && port < EPHEMERAL_FIRST);
    }

    @Test
    void should_see_a_port_as_taken_while_somebody_listens() throws IOException {
        int port = LoopbackPorts.choose();

        try (ServerSocket listener = new ServerSocket()) {
            listener.bind(LoopbackPorts.address(port));
            assertThat(LoopbackPorts.isFree(port)).isFalse();
        }

        assertThat(LoopbackPorts.isFree(port)).isTrue();
    }

    @Test
    void should_keep_a_fixed_port_and_choose_for_zero() {
        assertThat(LoopbackPorts.orChoose(9092)).isEqualTo(9092);
        assertThat(LoopbackPorts.orChoose(0)).isPositive();
    }
}
