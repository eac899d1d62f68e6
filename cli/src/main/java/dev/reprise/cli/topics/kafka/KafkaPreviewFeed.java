package dev.reprise.cli.topics.kafka;

import dev.reprise.cli.topics.KafkaAddress;
import dev.reprise.cli.topics.PreviewFeed;
import dev.reprise.common.event.Preview;
import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
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
    private final String job;

    KafkaPreviewFeed(KafkaAddress address, String job, Instant since) {
        this.job = job;
        this.previews = new TopicTail(address, address.topics().previews());
        previews.seekTo(since.minus(CLOCKS_DIFFER_MAX));
    }

    @Override
    public List<Preview> poll(Duration atMost) {
        List<Preview> found = new ArrayList<>();
        previews.poll(atMost, record -> {
            if (record.value() != null) {
                add(record.value(), found);
            }
        });
        return found;
    }

    @Override
    public void close() {
        previews.close();
    }

    private void add(byte[] value, List<Preview> found) {
        try {
            Preview preview = Json.read(value, Preview.class);
            if (preview.job().equals(job)) {
                found.add(preview);
            }
        } catch (UncheckedIOException unreadable) {
            // Written by a newer release: it is missed in the sum, which the command tells.
        }
    }
}
