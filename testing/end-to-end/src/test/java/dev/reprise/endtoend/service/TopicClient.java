package dev.reprise.endtoend.service;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import dev.reprise.common.records.EventRecord;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.RecordReader;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.records.TopicRecord;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.topics.kafka.KafkaDeployment;
import dev.reprise.topics.kafka.KafkaHeaders;
import dev.reprise.topics.kafka.Patience;
import dev.reprise.topics.kafka.TopicTail;
import dev.reprise.topics.kafka.TopicTails;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Posts requests and reads what the services have committed, as any user could.
 *
 * <p>Threading: one thread.
 */
public final class TopicClient {

    /** When to give up, not a promise: with all lanes at work, two cores have taken a minute for what takes seconds alone. */
    public static final Duration WITHIN = Duration.ofMinutes(6);

    /** Of a producer of a test: it gives up when the test does. */
    public static final int DELIVERY_MILLIS = (int) WITHIN.toMillis();

    private final String bootstrapServers;
    private final Topics topics;
    private final TopicReaders readers;
    private final TopicTails tails;

    TopicClient(String bootstrapServers, Topics topics) {
        this.readers = new TopicReaders(topics, ForeignRecords.UNNOTICED);
        this.tails = new TopicTails(
                Map.of("bootstrap.servers", bootstrapServers), Patience.withoutProgress(WITHIN), System::nanoTime);
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
    }

    /** Posts a request. */
    public void post(String json) {
        post(null, json.getBytes(StandardCharsets.UTF_8));
    }

    void post(byte @Nullable [] key, byte @Nullable [] value) {
        post(topics.requests(), List.of(new TopicRecord(key, value, List.of())));
    }

    /**
     * Posts any records into a topic, each into any of its partitions unless it has a key.
     *
     * @return where each is, in the same order, as {@code partition/offset}
     */
    public List<String> post(String topic, List<TopicRecord> records) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "max.request.size", 32 * 1024 * 1024,
                "delivery.timeout.ms", DELIVERY_MILLIS);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (TopicRecord one : records) {
                var record = new ProducerRecord<>(topic, one.key(), one.value());
                one.headers().forEach(header -> record.headers().add(header.name(), header.value()));
                sent.add(producer.send(record));
            }
            List<String> places = new ArrayList<>();
            for (Future<RecordMetadata> one : sent) {
                RecordMetadata stored = one.get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
                places.add(stored.partition() + "/" + stored.offset());
            }
            return places;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("a record for " + topic + " was not stored", e);
        }
    }

    /** Waits until requests are refused, and returns the places of all that were, as {@code partition/offset}. */
    public List<String> awaitRejected(Collection<String> places) {
        return Awaitility.await("rejections of " + places.size() + " requests")
                .atMost(WITHIN)
                .pollInterval(Duration.ofMillis(300))
                .until(this::rejected, found -> found.containsAll(places));
    }

    private List<String> rejected() {
        return read(topics.rejections()).stream()
                .flatMap(one -> readers.rejections().read(null, one.value()).stream())
                .map(rejection -> rejection.partition() + "/" + rejection.offset())
                .toList();
    }

    /** Returns the newest state of a job; empty before there is one. */
    public Optional<Job> job(String job) {
        return read(topics.jobs(), readers.jobs())
                .filter(one -> one.job().equals(job))
                .reduce((first, second) -> second);
    }

    /** Waits for a state of a job. */
    public Job awaitJob(String job, Predicate<Job> wanted) {
        return Awaitility.await("job " + job)
                .atMost(WITHIN)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> job(job), found -> found.filter(wanted).isPresent())
                .orElseThrow();
    }

    /** Waits for the end of a job. */
    public Job awaitEnd(String job) {
        return awaitJob(job, one -> one.state().isFinal());
    }

    /** Waits until the workers keep back so many events of a job. */
    public void awaitParked(String job, long events) {
        Awaitility.await("events are parked")
                .atMost(WITHIN)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> parked(job) == events);
    }

    /** Returns how many events of a job the workers keep back. */
    long parked(String job) {
        Map<String, Progress> newest = new HashMap<>();
        read(topics.progress()).stream()
                .map(one -> Json.read(one.value(), Progress.class))
                .filter(one -> one.job().equals(job))
                .forEach(one -> newest.put(one.key(), one));
        return newest.values().stream().mapToLong(Progress::parkedEvents).sum();
    }

    /** Waits until so many requests were refused. */
    List<ConsumerRecord<byte[], byte[]>> awaitRejections(int count) {
        return Awaitility.await("rejections")
                .atMost(WITHIN)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> read(topics.rejections()), found -> found.size() >= count);
    }

    static Rejection rejection(ConsumerRecord<byte[], byte[]> one) {
        return Json.read(one.value(), Rejection.class);
    }

    /** Returns how far the workers are behind; empty before they have committed for the first time. */
    OptionalLong workerLag() {
        try (var deployment = new KafkaDeployment(new KafkaAddress(bootstrapServers, topics), System::nanoTime)) {
            return deployment.workerLag().get();
        }
    }

    /** Waits until the workers have committed all that is in their topic. */
    void awaitNoLag() {
        Awaitility.await("lag of the workers")
                .atMost(WITHIN)
                .pollInterval(Duration.ofMillis(300))
                .until(this::workerLag, lag -> lag.equals(OptionalLong.of(0)));
    }

    List<AssetEvent> events(String job) {
        return read(topics.events(), readers.events())
                .map(EventRecord::event)
                .filter(event -> event.job().equals(job))
                .toList();
    }

    public List<OutcomeRecord> outcomes(String job) {
        return read(topics.outcomes(), readers.outcomes())
                .filter(one -> one.job().equals(job))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return read(topics.deadLetters());
    }

    /** Returns the assets that have a dead letter. */
    public Set<UUID> failed() {
        return deadLetters().stream()
                // What is no event at all has a dead letter too, and perhaps no key.
                .filter(one -> one.key() != null)
                .map(one -> new String(one.key(), StandardCharsets.UTF_8))
                .filter(key -> key.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .map(UUID::fromString)
                .collect(Collectors.toSet());
    }

    /** Returns the assets of a job whose events have no outcome yet; the job must record them. */
    public Set<UUID> underWay(String job) {
        Set<UUID> open = events(job).stream().map(AssetEvent::assetId).collect(Collectors.toSet());
        outcomes(job).forEach(outcome -> open.remove(outcome.assetId()));
        return open;
    }

    /** Returns why events of a job have dead letters: cause and reason of each kind. */
    public List<String> failures(String job) {
        return deadLetters().stream()
                .filter(one -> new String(one.value(), StandardCharsets.UTF_8).contains("\"job\":\"" + job + "\""))
                .map(one -> header(one, "dead-letter-cause") + ": " + header(one, "dead-letter-reason"))
                .distinct()
                .toList();
    }

    static String header(ConsumerRecord<byte[], byte[]> one, String name) {
        return KafkaHeaders.of(one.headers()).text(name).orElse("");
    }

    private <T> Stream<T> read(String topic, RecordReader<T> reader) {
        return read(topic).stream().flatMap(one -> TopicTail.read(reader, one).stream());
    }

    /** Reads a topic from its beginning to its present end, as far as it is committed. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        forEach(topic, found::add);
        return found;
    }

    /** The same for a topic that is too large to be kept. */
    void forEach(String topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (TopicTail tail = tails.committed(topic)) {
            tail.readToEnd(action);
        } catch (UnknownTopicOrPartitionException absent) {
            // The services may not have made it yet: it holds nothing.
        }
    }
}
