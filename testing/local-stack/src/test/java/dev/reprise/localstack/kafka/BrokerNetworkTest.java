package dev.reprise.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrokerNetworkTest {

    private static final int WITHIN_MILLIS = 10_000;
    private static final int NOTHING_WITHIN_MILLIS = 200;

    private final List<QuorumPlace> places = QuorumPlace.ofAll(3);
    private BrokerNetwork network;

    @BeforeEach
    void open() {
        network = new BrokerNetwork(places);
    }

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void should_pass_nothing_between_a_broker_and_the_others_until_they_are_joined() throws IOException {
        try (Line toSecond = new Line(1, 2, false);
                Line fromSecond = new Line(2, 3, true);
                Line between = new Line(3, 1, false)) {
            toSecond.write(1);
            assertThat(toSecond.read(WITHIN_MILLIS)).isEqualTo(1);

            network.part(2);
            toSecond.write(2);
            fromSecond.write(3);
            between.write(4);

            assertThat(between.read(WITHIN_MILLIS)).isEqualTo(4);
            assertThatThrownBy(() -> toSecond.read(NOTHING_WITHIN_MILLIS)).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(() -> fromSecond.read(NOTHING_WITHIN_MILLIS)).isInstanceOf(SocketTimeoutException.class);

            network.join();
            assertThat(toSecond.read(WITHIN_MILLIS)).isEqualTo(2);
            assertThat(fromSecond.read(WITHIN_MILLIS)).isEqualTo(3);
        }
    }

    @Test
    void should_need_nothing_when_there_is_one_broker() {
        try (var none = new BrokerNetwork(QuorumPlace.ofAll(1))) {
            none.part(1);
            none.join();
        }
    }

    /** A connection of one broker with another one. */
    private final class Line implements AutoCloseable {
        private final ServerSocket listener;
        private final Socket client;
        private final Socket accepted;

        Line(int from, int to, boolean isForVotes) throws IOException {
            QuorumPlace.Ports ports = places.get(to - 1).ports();
            int port = isForVotes ? ports.controller() : ports.internal();
            listener = new ServerSocket();
            listener.bind(LoopbackPorts.address(port));
            listener.setSoTimeout(WITHIN_MILLIS);
            client = new Socket(places.get(from - 1).addressOf(to), port);
            accepted = listener.accept();
        }

        void write(int one) throws IOException {
            client.getOutputStream().write(one);
        }

        int read(int withinMillis) throws IOException {
            accepted.setSoTimeout(withinMillis);
            return accepted.getInputStream().read();
        }

        @Override
        public void close() throws IOException {
            client.close();
            accepted.close();
            listener.close();
        }
    }
}
