package dev.reprise.topics.kafka;

import dev.reprise.common.async.Finished;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.records.DeadLetterRecord;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.RecordReader;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.topics.DeadLetter;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.JobFeed;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.topics.RecordFeed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, reached by clients that are made when they are needed and closed at once.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class KafkaDeployment implements Deployment {

    private static final int ANSWER_MILLIS = (int) KafkaAnswers.WITHIN.toMillis();
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

    /** Clocks of the services differ; what is older than a job is passed over by its job in any case. */
    private static final Duration CLOCKS_DIFFER_MAX = Duration.ofMinutes(5);

    private final KafkaAddress address;
    private final KafkaAnswers answers;
    private final TopicReaders readers;
    private final TopicTails tails;

    /**
     * Connects to nothing yet.
     *
     * @param nanoTime a clock in nanoseconds that only goes forward
     */
    public KafkaDeployment(KafkaAddress address, LongSupplier nanoTime) {
        this.address = address;
        this.answers = answers(AclOperation.READ);
        this.readers = new TopicReaders(address.topics(), ForeignRecords.UNNOTICED);
        this.tails = new TopicTails(settings(Map.of()), Patience.withoutProgress(KafkaAnswers.WITHIN), nanoTime);
    }

    @Override
    public JobFeed jobs(@Nullable String job) {
        return new KafkaJobFeed(tails, readers, answers, job);
    }

    @Override
    public RecordFeed<Rejection> rejections() {
        // What was written by hand or by a newer release is not the answer to what was posted here.
        return feed(readers.rejections(), TopicTail::seekToEnd, rejection -> true);
    }

    @Override
    public RecordFeed<Preview> previews(String job, Instant since) {
        // What a newer release wrote may be foreign here: it is missed in the sum, which the command tells.
        return feed(readers.previews(), topic -> topic.seekTo(since.minus(CLOCKS_DIFFER_MAX)), preview -> preview.job()
                .equals(job));
    }

    @Override
    public Rejection.Position post(String job, byte[] value) {
        String topic = address.topics().requests();
        var bytes = new ByteArraySerializer();
        KafkaAnswers writing = answers(AclOperation.WRITE);
        var producer = writing.reading(() -> new KafkaProducer<>(producerSettings(), bytes, bytes));
        try {
            var record = new ProducerRecord<>(topic, job.getBytes(StandardCharsets.UTF_8), value);
            RecordMetadata stored = writing.of(producer.send(record));
            return new Rejection.Position(topic, stored.partition(), stored.offset());
        } catch (KafkaException refused) {
            throw writing.refused(refused);
        } finally {
            producer.close(CLOSE_WITHIN);
        }
    }

    @Override
    public void deadLetters(Instant since, Consumer<DeadLetter> each) {
        RecordReader<DeadLetterRecord> reader = readers.deadLetters();
        read(reader.topic(), letters -> {
            letters.seekTo(since);
            letters.readToEnd(record -> TopicTail.read(reader, record)
                    .ifPresent(letter -> each.accept(DeadLetter.of(letter, Instant.ofEpochMilli(record.timestamp())))));
        });
    }

    @Override
    public List<AuditEntry> audit(String job) {
        List<AuditEntry> story = new ArrayList<>();
        read(readers.audit(), entry -> entry.job().equals(job), story::add);
        return story;
    }

    @Override
    public void left(String job, Consumer<AssetEvent> each) {
        read(readers.unmigrated(), one -> one.event().job().equals(job), one -> each.accept(one.event()));
    }

    private <T> void read(RecordReader<T> reader, Predicate<T> wanted, Consumer<T> each) {
        read(
                reader.topic(),
                topic -> topic.readToEnd(
                        record -> TopicTail.read(reader, record).filter(wanted).ifPresent(each)));
    }

    private void read(String topic, Consumer<TopicTail> reading) {
        answers.reading(() -> {
            try (TopicTail tail = tails.committed(topic)) {
                reading.accept(tail);
                return tail;
            }
        });
    }

    private <T> RecordFeed<T> feed(RecordReader<T> reader, Consumer<TopicTail> place, Predicate<T> wanted) {
        TopicTail topic = answers.reading(() -> {
            TopicTail opened = tails.committed(reader.topic());
            place.accept(opened);
            return opened;
        });
        return new KafkaRecordFeed<>(topic, reader, wanted, answers);
    }

    @Override
    public Supplier<OptionalLong> workerLag() {
        var question = new FutureTask<>(this::readWorkerLag);
        Thread thread = new Thread(question, "worker-lag");
        thread.setDaemon(true);
        thread.start();
        return () -> answers(AclOperation.DESCRIBE).of(question);
    }

    private OptionalLong readWorkerLag() {
        String events = address.topics().events();
        KafkaAnswers describing = answers(AclOperation.DESCRIBE);
        try (Admin admin = Admin.create(adminSettings())) {
            int partitions = describing.of(partitions(admin, events));
            var queue = describing.of(QueueMeasurement.begin(admin, address.topics(), partitions));
            return queue.isConsumed()
                    ? OptionalLong.of(new EventQueue(1, queue.partitions()).lag())
                    : OptionalLong.empty();
        }
    }

    /** Kafka does not name the topic that it denies. */
    private static CompletableFuture<Integer> partitions(Admin admin, String topic) {
        return admin.describeTopics(List.of(topic))
                .allTopicNames()
                .toCompletionStage()
                .thenApply(found -> {
                    TopicDescription events = found.get(topic);
                    return events == null ? 0 : events.partitions().size();
                })
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        Finished.unwrapped(failure) instanceof TopicAuthorizationException
                                ? new TopicAuthorizationException(Set.of(topic))
                                : Finished.unwrapped(failure)))
                .toCompletableFuture();
    }

    @Override
    public void close() {
        // Every client is closed where it is used.
    }

    private KafkaAnswers answers(AclOperation right) {
        return new KafkaAnswers(address.bootstrapServers(), right);
    }

    private Map<String, Object> settings(Map<String, Object> ofUse) {
        return TokenLogin.completed(address.settings(ofUse));
    }

    private Map<String, Object> producerSettings() {
        return settings(Map.of(
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                ANSWER_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS));
    }

    private Map<String, Object> adminSettings() {
        return settings(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS));
    }
}
