package dev.reprise.localstack.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {

    private static final int WITHIN_MILLIS = 10_000;

    private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private FaultyProxy proxy;

    @BeforeEach
    void startEcho() throws IOException {
        server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread echo = new Thread(this::echoAll);
        echo.setDaemon(true);
        echo.start();
        proxy = FaultyProxy.before("127.0.0.1:" + server.getLocalPort());
    }

    @AfterEach
    void stopEcho() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void should_pass_requests_and_replies_when_nothing_is_wrong() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(7);

            assertThat(client.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void should_pass_new_connections_to_another_server_when_turned_to_it() throws IOException {
        try (Socket client = connect();
                ServerSocket other = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            client.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);

            other.setSoTimeout(WITHIN_MILLIS);
            proxy.turnTo("127.0.0.1:" + other.getLocalPort());

            assertThat(endsWithoutReply(client)).isTrue();
            try (Socket next = connect();
                    Socket accepted = other.accept()) {
                next.getOutputStream().write(9);
                assertThat(accepted.getInputStream().read()).isEqualTo(9);
            }
        }
    }

    @Test
    void should_deliver_the_request_and_lose_the_reply_when_told_to() throws IOException, InterruptedException {
        try (Socket client = connect()) {
            proxy.loseReplies();
            client.getOutputStream().write(8);

            assertThat(received.poll(WITHIN_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(8);
            proxy.restore();
            assertThat(endsWithoutReply(client)).isTrue();
        }
        try (Socket again = connect()) {
            again.getOutputStream().write(9);
            assertThat(again.getInputStream().read()).isEqualTo(9);
        }
    }

    @Test
    void should_pass_everything_on_in_order_and_not_before_its_time_when_requests_are_late() throws IOException {
        Duration delay = Duration.ofMillis(200);
        try (var far = FaultyProxy.before("127.0.0.1:" + server.getLocalPort(), delay);
                Socket client = connect(far.address())) {
            long before = System.nanoTime();
            for (int i = 1; i <= 3; i++) {
                client.getOutputStream().write(i);
                client.getOutputStream().flush();
            }

            assertThat(client.getInputStream().read()).isEqualTo(1);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("a lower bound, which holds however busy the machine is")
                    .isGreaterThanOrEqualTo(delay);
            assertThat(client.getInputStream().read()).isEqualTo(2);
            assertThat(client.getInputStream().read()).isEqualTo(3);
        }
    }

    @Test
    void should_hold_requests_back_and_count_them_until_it_goes_on() throws IOException {
        try (Socket client = connect()) {
            proxy.stall();
            client.getOutputStream().write(6);

            Deadline deadline = Deadline.in(Duration.ofMillis(WITHIN_MILLIS));
            long waiting = proxy.waitingBytes();
            while (waiting == 0 && !deadline.hasPassed()) {
                waiting = proxy.waitingBytes();
            }
            assertThat(waiting).isEqualTo(1);
            assertThat(received).isEmpty();

            proxy.goOn();
            assertThat(client.getInputStream().read()).isEqualTo(6);
        }
    }

    @Test
    void should_end_the_connection_when_the_server_is_away() throws IOException {
        // Not the closed port of the echo: a thread that is in accept() may still take a connection after close().
        try (var lonely = FaultyProxy.before(LoopbackPorts.HOST + ":" + LoopbackPorts.choose());
                Socket client = connect(lonely.address())) {
            assertThat(endsWithoutReply(client)).isTrue();
        }
    }

    private Socket connect() throws IOException {
        return connect(proxy.address());
    }

    private static Socket connect(String address) throws IOException {
        var client = new Socket(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        client.setSoTimeout(WITHIN_MILLIS);
        return client;
    }

    private static boolean endsWithoutReply(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void echoAll() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread one = new Thread(() -> echo(client));
                one.setDaemon(true);
                one.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void echo(Socket client) {
        try (client) {
            for (int one = client.getInputStream().read();
                    one >= 0;
                    one = client.getInputStream().read()) {
                received.add(one);
                client.getOutputStream().write(one);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }
}
