package dev.reprise.audit.kafka;

import dev.reprise.audit.DeadLetter;
import dev.reprise.audit.EmittedEvent;
import dev.reprise.audit.TopicReader;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.HeaderValues;
import dev.reprise.common.records.RecordReader;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
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

    private static final byte[] NO_VALUE = {};

    private final TopicScan scan;
    private final Topics topics;
    private final TopicPositions from;
    private final TopicReaders readers;

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
        this.readers = new TopicReaders(topics, ForeignRecords.UNNOTICED);
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
        var last = new AtomicReference<@Nullable Job>();
        forEach(topics.jobs(), readers.jobs(), (record, state) -> {
            if (state.job().equals(job)) {
                last.set(state);
            }
        });
        return Optional.ofNullable(last.get());
    }

    @Override
    public void events(String job, Consumer<EmittedEvent> consumer) {
        forEach(topics.events(), readers.events(), (record, read) -> {
            if (read.event().job().equals(job)) {
                consumer.accept(new EmittedEvent(read.event(), read.round()));
            }
        });
    }

    @Override
    public void outcomes(String job, Consumer<OutcomeRecord> consumer) {
        forEach(topics.outcomes(), readers.outcomes(), (record, outcome) -> {
            if (outcome.job().equals(job)) {
                consumer.accept(outcome);
            }
        });
    }

    @Override
    public void deadLetters(String job, Consumer<DeadLetter> consumer) {
        forEach(topics.deadLetters(), readers.deadLetters(), (record, letter) -> {
            AssetEvent event = letter.event().event();
            if (event.job().equals(job)) {
                consumer.accept(new DeadLetter(event, headers(record)));
            }
        });
    }

    @Override
    public void progress(String job, Consumer<Progress> consumer) {
        forEach(topics.progress(), readers.progress(), (record, progress) -> {
            if (progress.job().equals(job)) {
                consumer.accept(progress);
            }
        });
    }

    private <T> void forEach(String topic, RecordReader<T> reader, BiConsumer<ConsumerRecord<byte[], byte[]>, T> each) {
        scan.forEach(topic, from, record -> {
            String key = record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
            reader.read(key, record.value(), values(record)).ifPresent(read -> each.accept(record, read));
        });
    }

    private static HeaderValues values(ConsumerRecord<byte[], byte[]> record) {
        return name -> {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : bytes(header);
        };
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(bytes(header), StandardCharsets.UTF_8)));
        return headers;
    }

    private static byte[] bytes(Header header) {
        byte[] value = header.value();
        return value == null ? NO_VALUE : value;
    }
}
