package dev.reprise.bench;

import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.process.LoopbackPorts;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * Hands everything on between clients and a server, what clients send so much later: a database farther away. Does not
 * bound the bytes on their way; what clients have in flight does.
 *
 * <p>Threading: three threads for each connection, one that accepts; any thread may close.
 */
public final class DelayProxy implements AutoCloseable {

    private static final int CHUNK_BYTES = 64 * 1024;

    private final int serverPort;
    private final Duration delay;
    private final ServerSocket listening;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Some bytes, and when they are due; those of one connection keep their order by their number. */
    private record Chunk(ByteBuffer bytes, boolean last, Deadline due, long number) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due.left());
        }

        @Override
        public int compareTo(Delayed other) {
            return other instanceof Chunk chunk ? Long.compare(number, chunk.number) : 0;
        }
    }

    private DelayProxy(int serverPort, Duration delay, ServerSocket listening) {
        this.serverPort = serverPort;
        this.delay = delay;
        this.listening = listening;
    }

    /**
     * Begins to accept connections.
     *
     * @param server {@code host:port} on this machine
     * @param delay of what clients send
     */
    public static DelayProxy before(String server, Duration delay) {
        try {
            var listening = new ServerSocket();
            listening.bind(LoopbackPorts.address(LoopbackPorts.choose()));
            int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
            var proxy = new DelayProxy(port, delay, listening);
            proxy.run("proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen", e);
        }
    }

    /** Returns where clients connect to. */
    public String address() {
        return LoopbackPorts.HOST + ":" + listening.getLocalPort();
    }

    @Override
    public void close() {
        closeQuietly(listening);
        sockets.forEach(DelayProxy::closeQuietly);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket server = new Socket();
            server.connect(LoopbackPorts.address(serverPort));
            for (Socket socket : Set.of(client, server)) {
                socket.setTcpNoDelay(true);
                sockets.add(socket);
            }
            DelayQueue<Chunk> late = new DelayQueue<>();
            run("proxy-in", () -> receive(client, late));
            run("proxy-late", () -> send(late, server, client));
            run("proxy-back", () -> back(server, client));
        }
    }

    private void receive(Socket client, DelayQueue<Chunk> late) throws IOException {
        long number = 0;
        InputStream in = client.getInputStream();
        while (true) {
            byte[] bytes = new byte[CHUNK_BYTES];
            int length = in.read(bytes);
            late.add(new Chunk(
                    ByteBuffer.wrap(bytes, 0, Math.max(0, length)), length < 0, Deadline.in(delay), number++));
            if (length < 0) {
                return;
            }
        }
    }

    private void send(DelayQueue<Chunk> late, Socket server, Socket client) throws IOException {
        OutputStream out = server.getOutputStream();
        try {
            for (Chunk chunk = late.take(); !chunk.last(); chunk = late.take()) {
                out.write(chunk.bytes().array(), 0, chunk.bytes().remaining());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(server, client);
        }
    }

    private void back(Socket server, Socket client) throws IOException {
        try {
            server.getInputStream().transferTo(client.getOutputStream());
        } finally {
            end(server, client);
        }
    }

    private void end(Socket server, Socket client) {
        closeQuietly(server);
        closeQuietly(client);
        sockets.remove(server);
        sockets.remove(client);
    }

    private void run(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One side has gone, or the proxy is closed: the connection is over.
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed either way.
        }
    }

    /** What a thread does until its connection ends. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }
}
