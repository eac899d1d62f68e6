package dev.reprise.cli.topics.kafka;

import dev.reprise.cli.topics.KafkaAddress;
import dev.reprise.cli.topics.RejectionFeed;
import dev.reprise.common.records.RecordReader;
import dev.reprise.common.request.Rejection;
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

    private final RecordReader<Rejection> reader;

    KafkaRejectionFeed(KafkaAddress address, RecordReader<Rejection> reader) {
        this.reader = reader;
        this.rejections = new TopicTail(address, address.topics().rejections());
        rejections.seekToEnd();
    }

    @Override
    public List<Rejection> poll(Duration atMost) {
        List<Rejection> found = new ArrayList<>();
        // What was written by hand or by a newer release is not the answer to what was posted here.
        rejections.poll(atMost, record -> ReadRecord.by(reader, record).ifPresent(found::add));
        return found;
    }

    @Override
    public void close() {
        rejections.close();
    }
}
