package dev.reprise.worker.load.kafka;

import dev.reprise.worker.load.JobLookup;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code reprocess-jobs} from its beginning to its end, for all jobs that are asked for meanwhile at once. A job is
 * published in a transaction before that of its slices, and so before its events: what is not there when an event has been
 * read does not exist. Records of open and aborted transactions count too, so that no transaction that hangs hides a job,
 * and the end is that of the log.
 *
 * <p>Threading: one read at a time, on the given executor. Memory: the ids of all jobs, while it reads.
 */
public final class KafkaJobLookup implements JobLookup {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaJobLookup.class);

    private static final Duration POLL = Duration.ofMillis(200);

    /** Well below the drain that waits for it. Later than this, nothing is known. */
    private static final Duration TIME_MAX = Duration.ofSeconds(5);

    private final Map<String, Object> client;
    private final String topic;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private Map<String, CompletableFuture<Boolean>> asked = new HashMap<>();

    /**
     * Connects to nothing yet.
     *
     * @param client how to reach Kafka
     * @param topic name of the topic of the jobs
     * @param executor one thread, which may be blocked
     * @param nanoTime a clock that only goes forward
     */
    public KafkaJobLookup(Map<String, Object> client, String topic, Executor executor, LongSupplier nanoTime) {
        this.client = client;
        this.topic = topic;
        this.executor = executor;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<Boolean> mayExist(String job) {
        boolean first;
        CompletableFuture<Boolean> answer;
        synchronized (this) {
            first = asked.isEmpty();
            answer = asked.computeIfAbsent(job, unasked -> new CompletableFuture<>());
        }
        if (first) {
            try {
                executor.execute(this::look);
            } catch (RejectedExecutionException stopping) {
                take().values().forEach(one -> one.complete(true));
            }
        }
        return answer;
    }

    private synchronized Map<String, CompletableFuture<Boolean>> take() {
        Map<String, CompletableFuture<Boolean>> taken = asked;
        asked = new HashMap<>();
        return taken;
    }

    private void look() {
        Map<String, CompletableFuture<Boolean>> taken = take();
        Set<String> jobs = Set.of();
        boolean known = false;
        try {
            jobs = read();
            known = true;
        } catch (RuntimeException e) {
            LOG.warn("event=job-lookup-failed jobs={} reason=\"{}\"", taken.keySet(), e.toString());
        }
        for (var one : taken.entrySet()) {
            one.getValue().complete(!known || jobs.contains(one.getKey()));
        }
    }

    private Set<String> read() {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIME_MAX.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) TIME_MAX.toMillis());
        Set<String> jobs = new HashSet<>();
        long deadline = nanoTime.getAsLong() + TIME_MAX.toNanos();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(one -> new TopicPartition(topic, one.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                if (nanoTime.getAsLong() - deadline > 0) {
                    throw new TimeoutException("the jobs could not be read within " + TIME_MAX);
                }
                consumer.poll(POLL).forEach(record -> note(record, jobs));
            }
        }
        return jobs;
    }

    private static void note(ConsumerRecord<String, byte[]> record, Set<String> jobs) {
        if (record.value() == null) {
            jobs.remove(record.key());
        } else {
            jobs.add(record.key());
        }
    }
}
