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
import dev.reprise.topics.KafkaAddress;
import dev.reprise.topics.kafka.KafkaHeaders;
import dev.reprise.topics.kafka.Patience;
import dev.reprise.topics.kafka.TopicTail;
import dev.reprise.topics.kafka.TopicTails;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads the topics of a deployment. Records that cannot be read, such as what users post by hand, belong to no job and
 * are passed over.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class KafkaTopicReader implements TopicReader {

    /** More than a consumer takes by default in one poll: topics of a long run hold millions of records. */
    private static final int POLL_RECORDS_MAX = 5_000;

    /**
     * Without any progress for so long, a topic counts as unreadable. The broker aborts a forgotten transaction after at most
     * 60 s, as the services ask for, and looks for such ones every 10 s.
     */
    private static final Patience PATIENCE = Patience.withoutProgress(Duration.ofMinutes(2));

    private final TopicTails tails;
    private final Topics topics;
    private final TopicPositions from;
    private final TopicReaders readers;

    /**
     * Creates a reader of all there is.
     *
     * @param bootstrapServers addresses of the brokers
     * @param topics names of the topics
     * @param nanoTime a clock in nanoseconds that only goes forward
     */
    public KafkaTopicReader(String bootstrapServers, Topics topics, LongSupplier nanoTime) {
        this(new KafkaAddress(bootstrapServers, topics), nanoTime);
    }

    /**
     * Connects to nothing yet.
     *
     * @param kafka where the topics are, with the settings of a client that may read all of them
     * @param nanoTime a clock in nanoseconds that only goes forward
     */
    public KafkaTopicReader(KafkaAddress kafka, LongSupplier nanoTime) {
        this(
                new TopicTails(
                        kafka.settings(Map.of(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS_MAX)),
                        PATIENCE,
                        nanoTime),
                kafka.topics(),
                TopicPositions.BEGINNING);
    }

    private KafkaTopicReader(TopicTails tails, Topics topics, TopicPositions from) {
        this.tails = tails;
        this.topics = topics;
        this.from = from;
        this.readers = new TopicReaders(topics, ForeignRecords.UNNOTICED);
    }

    /**
     * Returns where the topics end now for a reader of committed records, so that none that is committed later stands before;
     * to be noted before a job is requested.
     *
     * @throws org.apache.kafka.common.errors.UnknownTopicOrPartitionException if one does not exist yet
     */
    public TopicPositions positions() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (String topic :
                List.of(topics.jobs(), topics.events(), topics.outcomes(), topics.deadLetters(), topics.progress())) {
            try (TopicTail tail = tails.committed(topic)) {
                offsets.putAll(tail.ends());
            }
        }
        return new TopicPositions(offsets);
    }

    /** Returns a reader of what was written since, so that the past of a long-lived deployment need not be read. */
    public KafkaTopicReader since(TopicPositions positions) {
        return new KafkaTopicReader(tails, topics, positions);
    }

    @Override
    public Optional<Job> job(String job) {
        var last = new AtomicReference<@Nullable Job>();
        forEach(readers.jobs(), (record, state) -> {
            if (state.job().equals(job)) {
                last.set(state);
            }
        });
        return Optional.ofNullable(last.get());
    }

    @Override
    public void events(String job, Consumer<EmittedEvent> consumer) {
        forEach(readers.events(), (record, read) -> {
            if (read.event().job().equals(job)) {
                consumer.accept(new EmittedEvent(read.event(), read.round()));
            }
        });
    }

    @Override
    public void outcomes(String job, Consumer<OutcomeRecord> consumer) {
        forEach(readers.outcomes(), (record, outcome) -> {
            if (outcome.job().equals(job)) {
                consumer.accept(outcome);
            }
        });
    }

    @Override
    public void deadLetters(String job, Consumer<DeadLetter> consumer) {
        forEach(readers.deadLetters(), (record, letter) -> {
            AssetEvent event = letter.event().event();
            if (event.job().equals(job)) {
                consumer.accept(new DeadLetter(event, headers(record)));
            }
        });
    }

    @Override
    public void progress(String job, Consumer<Progress> consumer) {
        forEach(readers.progress(), (record, progress) -> {
            if (progress.job().equals(job)) {
                consumer.accept(progress);
            }
        });
    }

    /** Gives the committed records up to the end of all: some may stand behind a transaction that is open still. */
    private <T> void forEach(RecordReader<T> reader, BiConsumer<ConsumerRecord<byte[], byte[]>, T> each) {
        try (TopicTail all = tails.all(reader.topic());
                TopicTail committed = tails.committed(reader.topic())) {
            committed.seekTo(from.offsets());
            committed.readTo(
                    all.ends(), record -> TopicTail.read(reader, record).ifPresent(read -> each.accept(record, read)));
        }
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        HeaderValues values = KafkaHeaders.of(record.headers());
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header ->
                        headers.put(header.key(), values.text(header.key()).orElse("")));
        return headers;
    }
}
