package dev.reprise.localstack.kafka;

import dev.reprise.localstack.process.LoopbackPorts;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Asks a broker for the metadata of no topic, and expects it in the list of brokers: one that its controller has not let
 * in yet, or lets in no more, does not list itself. By hand, since a client would go on connecting in the background.
 *
 * <p>Wire format: Metadata request and response of version 1, <a
 * href="https://kafka.apache.org/protocol#The_Messages_Metadata">Kafka protocol guide</a>.
 */
public final class KafkaProbe {
    private static final short METADATA = 3;
    private static final short VERSION = 1;
    private static final int CORRELATION_ID = 4711;
    /** More than a local cluster has: what says so is no broker. */
    private static final int BROKERS_MAX = 100;

    private static final byte[] CLIENT_ID = "reprise-probe".getBytes(StandardCharsets.UTF_8);

    private KafkaProbe() {}

    /** Whether it answers at that port of 127.0.0.1 in time. */
    public static boolean answers(int port, Duration within) {
        return answers(SocketFactory.getDefault(), port, within);
    }

    /** As {@link #answers(int, Duration)}, by sockets that may be encrypted. */
    public static boolean answers(SocketFactory sockets, int port, Duration within) {
        int timeoutMillis = (int) within.toMillis();
        try (Socket socket = sockets.createSocket()) {
            socket.setSoTimeout(timeoutMillis);
            socket.connect(LoopbackPorts.address(port), timeoutMillis);
            socket.getOutputStream().write(request());
            DataInputStream response = new DataInputStream(socket.getInputStream());
            int sizeBytes = response.readInt();
            int correlationId = response.readInt();
            return sizeBytes > 0 && correlationId == CORRELATION_ID && lists(port, response);
        } catch (IOException notThere) {
            return false;
        }
    }

    private static boolean lists(int port, DataInputStream brokers) throws IOException {
        int count = brokers.readInt();
        boolean listed = false;
        for (int broker = 0; broker < Math.min(count, BROKERS_MAX); broker++) {
            brokers.skipNBytes(Integer.BYTES);
            skipText(brokers);
            listed |= brokers.readInt() == port;
            skipText(brokers);
        }
        return listed;
    }

    /** Its length is negative where there is none. */
    private static void skipText(DataInputStream from) throws IOException {
        from.skipNBytes(Math.max(0, from.readShort()));
    }

    private static byte[] request() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(body);
        fields.writeShort(METADATA);
        fields.writeShort(VERSION);
        fields.writeInt(CORRELATION_ID);
        fields.writeShort(CLIENT_ID.length);
        fields.write(CLIENT_ID);
        int topics = 0;
        fields.writeInt(topics);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        new DataOutputStream(message).writeInt(body.size());
        body.writeTo(message);
        return message.toByteArray();
    }
}
