package dev.reprise.localstack.proxy;

import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes TCP connections on to a server. It may pass requests on late, as a server does that is farther away. It loses replies
 * when told to: requests then arrive and are carried out, and nobody hears of it. That is the time-out that did apply. It also
 * holds everything back when told to, as a server does that is suspended.
 *
 * <p>Threading: safe for any number of threads. One thread takes connections, and two serve each of them; three where
 * requests are late.
 */
public final class FaultyProxy implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private volatile InetSocketAddress server;
    private volatile Duration delay;
    private final ServerSocket listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile boolean losesReplies;
    private volatile CountDownLatch goingOn = new CountDownLatch(0);
    private final AtomicLong waitingBytes = new AtomicLong();

    /** A connection of a client and the one that goes on from it. */
    private record Link(Socket client, Socket server) {
        /** Returns how many bytes have come in, and nobody has taken them yet. */
        int arrived() {
            try {
                return client.getInputStream().available()
                        + server.getInputStream().available();
            } catch (IOException e) {
                // It is closed, or not open yet.
                return 0;
            }
        }

        void close() {
            closeQuietly(client);
            closeQuietly(server);
        }
    }

    private FaultyProxy(InetSocketAddress server, Duration delay, ServerSocket listener) {
        this.server = server;
        this.delay = delay;
        this.listener = listener;
    }

    /**
     * Begins to pass connections on at once.
     *
     * @param address the server, {@code host:port}
     */
    public static FaultyProxy before(String address) {
        return before(address, Duration.ZERO);
    }

    /**
     * Begins to pass connections on.
     *
     * @param address the server, {@code host:port}
     * @param port of 127.0.0.1 to listen on
     */
    public static FaultyProxy before(String address, int port) {
        return before(address, LoopbackPorts.address(port));
    }

    /**
     * Begins to pass connections on.
     *
     * @param address the server, {@code host:port}
     * @param listensAt an address of this machine
     */
    public static FaultyProxy before(String address, InetSocketAddress listensAt) {
        return before(address, Duration.ZERO, listensAt);
    }

    /**
     * Begins to pass connections on.
     *
     * @param address the server, {@code host:port}
     * @param delay of what clients send; the bytes on their way have no bound of their own, what clients have in flight has
     */
    public static FaultyProxy before(String address, Duration delay) {
        return before(address, delay, LoopbackPorts.address(0));
    }

    private static FaultyProxy before(String address, Duration delay, InetSocketAddress listensAt) {
        try {
            var listener = new ServerSocket(listensAt.getPort(), 64, listensAt.getAddress());
            var proxy = new FaultyProxy(parsed(address), delay, listener);
            daemon("proxy-accept", proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("no proxy at " + listensAt + " before " + address, e);
        }
    }

    private static InetSocketAddress parsed(String address) {
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    /**
     * Ends every connection, and passes those that come to another server.
     *
     * @param address of it, {@code host:port}
     */
    public void turnTo(String address) {
        server = parsed(address);
        cut();
    }

    /** Returns where clients find the server through this proxy. */
    public String address() {
        return listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort();
    }

    /**
     * Changes how late requests are from now on, also on connections that are there.
     *
     * @param changed longer than none, as it was from the beginning
     */
    public void delay(Duration changed) {
        if (delay.isZero() || changed.isZero()) {
            throw new IllegalStateException("requests of this proxy are not late");
        }
        delay = changed;
    }

    /** From now on replies are lost, on every connection; requests go on. */
    public void loseReplies() {
        losesReplies = true;
    }

    /** Ends every connection, since replies are missing on each, and passes everything on again. */
    public void restore() {
        // In this order: a reply that follows a lost one would be taken for its answer.
        cut();
        losesReplies = false;
    }

    /** From now on nothing is passed on, in either direction, as if the server were suspended. */
    public void stall() {
        goingOn = new CountDownLatch(1);
    }

    /** Returns how many bytes have come in and wait until it goes on. */
    public long waitingBytes() {
        return waitingBytes.get() + links.stream().mapToLong(Link::arrived).sum();
    }

    /** Passes on what has waited, and everything after it. */
    public void goOn() {
        goingOn.countDown();
    }

    /** Ends every connection; clients may come again. */
    public void cut() {
        links.forEach(Link::close);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + address(), e);
        }
        goOn();
        cut();
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                accept(listener.accept());
            } catch (IOException e) {
                // The listener is closed, or a client is gone before it was there; the loop's condition tells.
            }
        }
    }

    private void accept(Socket client) {
        var behind = new Socket();
        var link = new Link(client, behind);
        try {
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            behind.connect(server);
        } catch (IOException e) {
            // The server is away; the client sees a connection that ends, as it would without us.
            link.close();
            return;
        }
        links.add(link);
        if (delay.isZero()) {
            daemon("proxy-requests", () -> pass(link, client, behind, false));
        } else {
            var late = new LateBytes(() -> delay);
            daemon("proxy-requests", () -> late.takeIn(client));
            daemon("proxy-late", () -> serve(link, () -> late.giveOut(behind.getOutputStream())));
        }
        daemon("proxy-replies", () -> pass(link, behind, client, true));
    }

    private void pass(Link link, Socket from, Socket to, boolean replies) {
        byte[] buffer = new byte[BUFFER_BYTES];
        serve(link, () -> {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                awaitGoingOn(read);
                if (!(replies && losesReplies)) {
                    to.getOutputStream().write(buffer, 0, read);
                }
            }
        });
    }

    private void awaitGoingOn(int bytes) throws IOException {
        waitingBytes.addAndGet(bytes);
        try {
            goingOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            waitingBytes.addAndGet(-bytes);
        }
    }

    private void serve(Link link, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            // One side is gone; so is the other in a moment.
        } finally {
            links.remove(link);
            link.close();
        }
    }

    /** What a thread does until its connection ends. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
