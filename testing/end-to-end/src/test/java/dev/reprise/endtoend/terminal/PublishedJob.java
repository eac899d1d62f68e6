package dev.reprise.endtoend.terminal;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.topic.TopicSpec;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.service.TopicClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The job {@code docs}, or any, published by the test in place of the services.
 *
 * <p>Threading: one thread.
 */
final class PublishedJob implements AutoCloseable {

    /** Of this moment: of a job that was heard of last long ago, the command says so. */
    private final Instant start = Instant.now();

    /** Thousands of states are a few requests, not hundreds. */
    private static final int BATCH_BYTES = 512 * 1024;

    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> soon = new ArrayList<>();

    PublishedJob(String bootstrapServers, Topics topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        this.topics = topics;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "batch.size", BATCH_BYTES,
                "delivery.timeout.ms", TopicClient.DELIVERY_MILLIS);
        try (Admin admin = Admin.create(settings)) {
            List<NewTopic> all = topics.all(1).stream()
                    .map(TopicSpec::name)
                    .map(name -> new NewTopic(name, Optional.of(1), Optional.of((short) 1)))
                    .toList();
            admin.createTopics(all).all().get(1, TimeUnit.MINUTES);
        }
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Publishes a state of the job, made so many seconds after its start. */
    void publish(JobStatus state, Counts counts, int afterSeconds)
            throws InterruptedException, ExecutionException, TimeoutException {
        send("docs", state, counts, afterSeconds).get(TopicClient.WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Future<RecordMetadata> send(String id, JobStatus state, Counts counts, int afterSeconds) {
        var processor = new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2)));
        var submit = new Request.Submit(
                id,
                new Selector.ByType(List.of("doc"), null, null, null),
                processor,
                Mode.RUN,
                Limits.NONE,
                false,
                "ana",
                null);
        Instant updated = start.plusSeconds(afterSeconds);
        Job job = new Job(
                id,
                state,
                submit,
                new Job.Slices(2, 2),
                counts,
                1,
                null,
                start,
                updated,
                state.isFinal() ? updated : null,
                null,
                new Pinned(processor, Map.of(), Map.of()),
                1);
        return producer.send(new ProducerRecord<>(topics.jobs(), id.getBytes(StandardCharsets.UTF_8), Json.bytes(job)));
    }

    /** Publishes a state of any job, at the latest when flushed. */
    void publishSoon(String id, JobStatus state, Counts counts, int afterSeconds) {
        soon.add(send(id, state, counts, afterSeconds));
    }

    /** Waits until all is stored. */
    void flush() throws InterruptedException, ExecutionException {
        producer.flush();
        for (Future<RecordMetadata> stored : soon) {
            stored.get();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
