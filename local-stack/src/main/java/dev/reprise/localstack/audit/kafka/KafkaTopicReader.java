package dev.reprise.localstack.audit.kafka;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.localstack.audit.DeadLetter;
import dev.reprise.localstack.audit.EmittedEvent;
import dev.reprise.localstack.audit.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics of a deployment. Records that cannot be read, such as what users post by hand, belong to no job and
 * are passed over.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class KafkaTopicReader implements TopicReader {

    private final TopicScan scan;
    private final Topics topics;
    private final TopicPositions from;

    /**
     * Creates a reader of all there is.
     *
     * @param bootstrapServers addresses of the brokers
     * @param topics names of the topics
     */
    public KafkaTopicReader(String bootstrapServers, Topics topics) {
        this(new TopicScan(bootstrapServers), topics, TopicPositions.BEGINNING);
    }

    private KafkaTopicReader(TopicScan scan, Topics topics, TopicPositions from) {
        this.scan = scan;
        this.topics = topics;
        this.from = from;
    }

    /**
     * Returns where the topics end now; to be noted before a job is requested.
     *
     * @throws IllegalStateException if one does not exist yet
     */
    public TopicPositions positions() {
        return scan.positions(
                List.of(topics.jobs(), topics.events(), topics.outcomes(), topics.deadLetters(), topics.progress()));
    }

    /** Returns a reader of what was written since, so that the past of a long-lived deployment need not be read. */
    public KafkaTopicReader since(TopicPositions positions) {
        return new KafkaTopicReader(scan, topics, positions);
    }

    @Override
    public Optional<Job> job(String job) {
        var last = new AtomicReference<byte @Nullable []>();
        byte[] key = job.getBytes(StandardCharsets.UTF_8);
        scan.forEach(topics.jobs(), from, record -> {
            if (Arrays.equals(key, record.key())) {
                last.set(record.value());
            }
        });
        byte[] value = last.get();
        return value == null ? Optional.empty() : Optional.of(Json.read(value, Job.class));
    }

    @Override
    public void events(String job, Consumer<EmittedEvent> consumer) {
        scan.forEach(topics.events(), from, record -> {
            AssetEvent event = event(record);
            if (event != null && event.job().equals(job)) {
                consumer.accept(new EmittedEvent(event, round(record)));
            }
        });
    }

    @Override
    public void outcomes(String job, Consumer<OutcomeRecord> consumer) {
        scan.forEach(topics.outcomes(), from, record -> {
            OutcomeRecord outcome = Json.read(record.value(), OutcomeRecord.class);
            if (outcome.job().equals(job)) {
                consumer.accept(outcome);
            }
        });
    }

    @Override
    public void deadLetters(String job, Consumer<DeadLetter> consumer) {
        scan.forEach(topics.deadLetters(), from, record -> {
            AssetEvent event = event(record);
            if (event != null && event.job().equals(job)) {
                consumer.accept(new DeadLetter(event, headers(record)));
            }
        });
    }

    @Override
    public void progress(String job, Consumer<Progress> consumer) {
        scan.forEach(topics.progress(), from, record -> {
            Progress progress = Json.read(record.value(), Progress.class);
            if (progress.job().equals(job)) {
                consumer.accept(progress);
            }
        });
    }

    private static @Nullable AssetEvent event(ConsumerRecord<byte[], byte[]> record) {
        try {
            return AssetEventFormat.read(record.value());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A round that is no number becomes 0, which is no round and is found. */
    private static int round(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(AssetEvent.ROUND_HEADER);
        if (header == null) {
            return 1;
        }
        String text = text(header);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header)));
        return headers;
    }

    private static String text(Header header) {
        byte[] value = header.value();
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
