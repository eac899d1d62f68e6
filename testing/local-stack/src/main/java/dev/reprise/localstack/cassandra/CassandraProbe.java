package dev.reprise.localstack.cassandra;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Asks a node which options it supports. It opens this port last of all, when it can serve statements. By hand, since
 * a driver would go on connecting in the background.
 *
 * <p>Wire format: OPTIONS and SUPPORTED of version 4, with an empty body, <a
 * href="https://github.com/apache/cassandra/blob/trunk/doc/native_protocol_v4.spec">CQL binary protocol</a>.
 */
public final class CassandraProbe {
    private static final byte OPTIONS = 0x05;
    private static final int SUPPORTED = 0x06;
    private static final byte REQUEST_VERSION = 0x04;
    private static final int RESPONSE_VERSION = 0x84;

    private CassandraProbe() {}

    /** Whether it answers at that address in time. */
    public static boolean answers(InetSocketAddress address, Duration within) {
        return answers(SocketFactory.getDefault(), address, within);
    }

    /** As {@link #answers(InetSocketAddress, Duration)}, by sockets that may be encrypted. */
    public static boolean answers(SocketFactory sockets, InetSocketAddress address, Duration within) {
        int timeoutMillis = (int) within.toMillis();
        try (Socket socket = sockets.createSocket()) {
            socket.setSoTimeout(timeoutMillis);
            socket.connect(address, timeoutMillis);
            // Version, flags, stream (2 bytes), operation, length of the body (4 bytes).
            socket.getOutputStream().write(new byte[] {REQUEST_VERSION, 0, 0, 0, OPTIONS, 0, 0, 0, 0});
            DataInputStream response = new DataInputStream(socket.getInputStream());
            int version = response.readUnsignedByte();
            response.skipNBytes(3);
            return version == RESPONSE_VERSION && response.readUnsignedByte() == SUPPORTED;
        } catch (IOException notThere) {
            return false;
        }
    }
}
