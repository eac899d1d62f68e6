package dev.reprise.cli.topics.kafka;

import dev.reprise.cli.topics.KafkaAddress;
import dev.reprise.cli.topics.RejectionFeed;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code reprocess-rejections} from its present end on.
 *
 * <p>Threading: one thread, which blocks.
 */
final class KafkaRejectionFeed implements RejectionFeed {

    private final TopicTail rejections;

    KafkaRejectionFeed(KafkaAddress address) {
        this.rejections = new TopicTail(address, address.topics().rejections());
        rejections.seekToEnd();
    }

    @Override
    public List<Rejection> poll(Duration atMost) {
        List<Rejection> found = new ArrayList<>();
        rejections.poll(atMost, record -> {
            if (record.value() != null) {
                add(record.value(), found);
            }
        });
        return found;
    }

    @Override
    public void close() {
        rejections.close();
    }

    private static void add(byte[] value, List<Rejection> found) {
        try {
            found.add(Json.read(value, Rejection.class));
        } catch (UncheckedIOException unreadable) {
            // Written by hand or by a newer release: not the answer to what was posted here.
        }
    }
}
