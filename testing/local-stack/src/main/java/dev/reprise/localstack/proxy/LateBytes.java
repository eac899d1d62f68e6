package dev.reprise.localstack.proxy;

import dev.reprise.localstack.process.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Bytes of one connection that arrive late, in their order.
 *
 * <p>Threading: one thread takes in, another gives out.
 */
final class LateBytes {

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final Supplier<Duration> delay;
    private final DelayQueue<Chunk> late = new DelayQueue<>();

    LateBytes(Supplier<Duration> delay) {
        this.delay = delay;
    }

    /** Some bytes, and when they are due; those of one connection keep their order by their number. */
    private record Chunk(ByteBuffer bytes, Deadline due, long number) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due.left());
        }

        @Override
        public int compareTo(Delayed other) {
            return other instanceof Chunk chunk ? Long.compare(number, chunk.number) : 0;
        }
    }

    /** Reads until the sender ends. Whoever gives out ends after what was read before. */
    void takeIn(Socket sender) {
        long number = 0;
        for (ByteBuffer bytes = read(sender); bytes.hasRemaining(); bytes = read(sender)) {
            late.add(new Chunk(bytes, Deadline.in(delay.get()), number++));
        }
        late.add(new Chunk(END, Deadline.in(delay.get()), number));
    }

    private static ByteBuffer read(Socket sender) {
        byte[] bytes = new byte[CHUNK_BYTES];
        try {
            return ByteBuffer.wrap(bytes, 0, Math.max(0, sender.getInputStream().read(bytes)));
        } catch (IOException e) {
            // The sender is gone, or the proxy is closed.
            return END;
        }
    }

    /** Writes all that was read when it is due. */
    void giveOut(OutputStream out) throws IOException {
        try {
            for (Chunk chunk = late.take(); chunk.bytes().hasRemaining(); chunk = late.take()) {
                out.write(chunk.bytes().array(), 0, chunk.bytes().remaining());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
