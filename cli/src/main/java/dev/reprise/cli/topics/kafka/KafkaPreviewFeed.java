package dev.reprise.cli.topics.kafka;

import dev.reprise.cli.topics.KafkaAddress;
import dev.reprise.cli.topics.PreviewFeed;
import dev.reprise.common.event.Preview;
import dev.reprise.common.records.RecordReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code reprocess-previews} from the beginning of a job on.
 *
 * <p>Threading: one thread, which blocks.
 */
final class KafkaPreviewFeed implements PreviewFeed {

    /** Clocks of the services differ; what is older is passed over by its job in any case. */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(5);

    private final TopicTail previews;
    private final RecordReader<Preview> reader;
    private final String job;

    KafkaPreviewFeed(KafkaAddress address, RecordReader<Preview> reader, String job, Instant since) {
        this.reader = reader;
        this.job = job;
        this.previews = new TopicTail(address, address.topics().previews());
        previews.seekTo(since.minus(CLOCKS_DIFFER_MAX));
    }

    @Override
    public List<Preview> poll(Duration atMost) {
        List<Preview> found = new ArrayList<>();
        // What a newer release wrote may be foreign here: it is missed in the sum, which the command tells.
        previews.poll(atMost, record -> ReadRecord.by(reader, record)
                .filter(preview -> preview.job().equals(job))
                .ifPresent(found::add));
        return found;
    }

    @Override
    public void close() {
        previews.close();
    }
}
