package dev.reprise.localstack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of 127.0.0.1 for servers that must know their port before they start.
 *
 * <p>Between choosing and binding lie seconds, so the ports are taken from below the range from which systems take the
 * near ends of outgoing connections (from 32768 on), none is given out twice by one JVM, and JVMs begin at different
 * places.
 *
 * <p>Threading: safe for use by any thread; the only state is the counter.
 */
public final class LoopbackPorts {
    public static final String HOST = "127.0.0.1";

    private static final int FIRST = 12_000;
    private static final int COUNT = 20_000;
    /** A prime: JVMs started one after another, with neighbouring pids, begin far apart. */
    private static final int STRIDE = 631;

    private static final AtomicInteger NEXT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * STRIDE % COUNT));

    private LoopbackPorts() {}

    /**
     * A port that nobody listens on now.
     *
     * @throws IllegalStateException when every port of the range is taken
     */
    public static int choose() {
        for (int tried = 0; tried < COUNT; tried++) {
            int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + COUNT - 1));
    }

    /** The given port, or a chosen one for 0. */
    public static int orChoose(int port) {
        return port == 0 ? choose() : port;
    }

    /** Whether a server could bind to it now. */
    public static boolean isFree(int port) {
        return obstacle(port).isEmpty();
    }

    /** Why no server could bind to it now, in the system's words, such as {@code Permission denied}; empty when one could. */
    public static Optional<String> obstacle(int port) {
        return obstacle(address(port));
    }

    /** As {@link #obstacle(int)}, for an address of this machine. */
    public static Optional<String> obstacle(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return Optional.empty();
        } catch (IOException obstacle) {
            return Optional.of(String.valueOf(obstacle.getMessage()));
        }
    }

    public static InetSocketAddress address(int port) {
        return address(1, port);
    }

    /** Returns the port at {@code 127.0.0.<node>}: servers of a cluster may have one port and differ in their address. */
    public static InetSocketAddress address(int node, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) node}), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
