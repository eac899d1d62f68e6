package dev.reprise.cli.topics.kafka;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.topics.DeadLetter;
import dev.reprise.cli.topics.Deployment;
import dev.reprise.cli.topics.JobFeed;
import dev.reprise.cli.topics.KafkaAddress;
import dev.reprise.cli.topics.PreviewFeed;
import dev.reprise.cli.topics.RejectionFeed;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.records.EventRecord;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.topic.EventQueue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, reached by clients that are made when they are needed and closed at once.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class KafkaDeployment implements Deployment {

    private static final int ANSWER_MILLIS = (int) TopicTail.ANSWER_WITHIN.toMillis();
    private static final Duration CLOSE_WITHIN = Duration.ofMillis(500);

    private final KafkaAddress address;
    private final TopicReaders readers;

    /** Connects to nothing yet. */
    public KafkaDeployment(KafkaAddress address) {
        this.address = address;
        this.readers = new TopicReaders(address.topics(), ForeignRecords.UNNOTICED);
    }

    @Override
    public JobFeed jobs(@Nullable String job) {
        return new KafkaJobFeed(address, readers, job);
    }

    @Override
    public RejectionFeed rejections() {
        return new KafkaRejectionFeed(address, readers.rejections());
    }

    @Override
    public PreviewFeed previews(String job, Instant since) {
        return new KafkaPreviewFeed(address, readers.previews(), job, since);
    }

    @Override
    public Rejection.Position post(String job, byte[] value) {
        String topic = address.topics().requests();
        var bytes = new ByteArraySerializer();
        var producer = new KafkaProducer<>(producerSettings(), bytes, bytes);
        try {
            var record = new ProducerRecord<>(topic, job.getBytes(StandardCharsets.UTF_8), value);
            RecordMetadata stored = answer(producer.send(record));
            return new Rejection.Position(topic, stored.partition(), stored.offset());
        } catch (KafkaException refused) {
            throw failed(refused);
        } finally {
            producer.close(CLOSE_WITHIN);
        }
    }

    @Override
    public void deadLetters(Instant since, Consumer<DeadLetter> each) {
        try (var tail = new TopicTail(address, address.topics().deadLetters())) {
            tail.seekTo(since);
            tail.readToEnd(record -> ReadRecord.by(readers.deadLetters(), record)
                    .ifPresent(letter -> each.accept(DeadLetter.of(letter, Instant.ofEpochMilli(record.timestamp())))));
        }
    }

    @Override
    public List<AuditEntry> audit(String job) {
        List<AuditEntry> story = new ArrayList<>();
        try (var tail = new TopicTail(address, address.topics().audit())) {
            tail.seekToBeginning();
            tail.readToEnd(record -> ReadRecord.by(readers.audit(), record)
                    .filter(entry -> entry.job().equals(job))
                    .ifPresent(story::add));
        }
        return story;
    }

    @Override
    public void left(String job, Consumer<AssetEvent> each) {
        try (var topic = new TopicTail(address, address.topics().unmigrated())) {
            topic.seekToBeginning();
            topic.readToEnd(record -> ReadRecord.by(readers.unmigrated(), record)
                    .map(EventRecord::event)
                    .filter(event -> event.job().equals(job))
                    .ifPresent(each));
        }
    }

    @Override
    public Supplier<OptionalLong> workerLag() {
        var question = new FutureTask<>(this::readWorkerLag);
        Thread thread = new Thread(question, "worker-lag");
        thread.setDaemon(true);
        thread.start();
        return () -> answer(question);
    }

    private OptionalLong readWorkerLag() {
        String events = address.topics().events();
        try (Admin admin = Admin.create(adminSettings())) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    answer(admin.listConsumerGroupOffsets(address.topics().workerGroup())
                            .partitionsToOffsetAndMetadata());
            TopicDescription topic = answer(
                            admin.describeTopics(List.of(events)).allTopicNames())
                    .get(events);
            if (committed.isEmpty() || topic == null) {
                return OptionalLong.empty();
            }
            Map<TopicPartition, OffsetSpec> first = new HashMap<>();
            Map<TopicPartition, OffsetSpec> end = new HashMap<>();
            topic.partitions().forEach(one -> {
                first.put(new TopicPartition(events, one.partition()), OffsetSpec.earliest());
                end.put(new TopicPartition(events, one.partition()), OffsetSpec.latest());
            });
            var firsts = answer(admin.listOffsets(first).all());
            Map<Integer, EventQueue.Place> places = new HashMap<>();
            answer(admin.listOffsets(end).all())
                    .forEach((partition, last) -> places.put(
                            partition.partition(),
                            EventQueue.Place.of(
                                    Optional.ofNullable(committed.get(partition))
                                            .map(OffsetAndMetadata::offset)
                                            .orElse(null),
                                    Objects.requireNonNull(firsts.get(partition))
                                            .offset(),
                                    last.offset())));
            return OptionalLong.of(new EventQueue(1, places).lag());
        }
    }

    @Override
    public void close() {
        // Every client is closed where it is used.
    }

    /** The one place that waits for Kafka's futures: a person waits for the answer. */
    private <T> T answer(Future<T> question) {
        try {
            return question.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failed(failure);
        } catch (TimeoutException silence) {
            throw new FailedException("Kafka at " + address.bootstrapServers() + " does not answer", silence);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", interrupted);
        }
    }

    private FailedException failed(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof FailedException told) {
            return told;
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return new FailedException("Kafka at " + address.bootstrapServers() + " does not answer", failure);
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new FailedException(
                    "Kafka at " + address.bootstrapServers() + " lacks a topic of Reprise; the services make them when"
                            + " they start",
                    failure);
        }
        return new FailedException(
                "Kafka at " + address.bootstrapServers() + " refused: " + TopicTail.words(failure), failure);
    }

    private Map<String, Object> producerSettings() {
        return Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                address.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                ANSWER_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS);
    }

    private Map<String, Object> adminSettings() {
        return Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS);
    }
}
