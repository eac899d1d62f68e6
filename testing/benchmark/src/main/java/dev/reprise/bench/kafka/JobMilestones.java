package dev.reprise.bench.kafka;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.localstack.process.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Follows one job from outside, by what is committed of it: its totals and its states. From the end of the topics at the
 * time it was made.
 *
 * <p>Threading: one thread.
 */
public final class JobMilestones implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Topics topics;
    private final String job;
    private final Map<String, Progress> totals = new HashMap<>();
    private @Nullable Job state;

    /** Begins to follow a job that is not posted yet. */
    public JobMilestones(String bootstrapServers, Topics topics, String job) {
        this.topics = topics;
        this.job = job;
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>(partitions(topics.progress()));
        partitions.addAll(partitions(topics.jobs()));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Waits until so many rows have their outcome, all of it committed. */
    public void awaitProcessed(long rows, Duration within) {
        await(within, now -> processed() >= rows);
    }

    /** Waits until so many events are emitted and committed. */
    public void awaitEmitted(long events, Duration within) {
        await(within, now -> emitted() >= events);
    }

    /** Waits for the job's final state. */
    public Job awaitEnd(Duration within) {
        await(within, now -> now.state != null && now.state.state().isFinal());
        Job ended = state;
        if (ended == null) {
            throw new FailedException("there is no job " + job);
        }
        return ended;
    }

    /** Returns the time stamp of the first event that is in the topic from some offsets on, in milliseconds. */
    public static long firstEventMillis(String bootstrapServers, Topics topics, Map<TopicPartition, Long> from) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_uncommitted", "max.poll.records", 1);
        long first = Long.MAX_VALUE;
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (var entry : from.entrySet()) {
                consumer.assign(List.of(entry.getKey()));
                consumer.seek(entry.getKey(), entry.getValue());
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(2))) {
                    first = Math.min(first, record.timestamp());
                }
            }
        }
        return first;
    }

    /** Returns where the topic of events ends now. */
    public static Map<TopicPartition, Long> eventEnds(String bootstrapServers, Topics topics) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(consumer.partitionsFor(topics.events()).stream()
                    .map(info -> new TopicPartition(topics.events(), info.partition()))
                    .toList());
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private long processed() {
        return totals.values().stream()
                .mapToLong(one -> one.counts().processed())
                .sum();
    }

    private long emitted() {
        return totals.values().stream().mapToLong(one -> one.counts().emitted()).sum();
    }

    private void await(Duration within, Predicate<JobMilestones> reached) {
        Deadline deadline = Deadline.in(within);
        while (!reached.test(this)) {
            if (deadline.hasPassed()) {
                throw new FailedException(
                        "job " + job + " has not got there within " + within.toSeconds() + " s: emitted "
                                + emitted() + ", processed " + processed() + ", state "
                                + (state == null ? "none" : state.state() + " " + state.message()));
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        if (record.topic().equals(topics.progress())) {
            Progress progress = Json.read(record.value(), Progress.class);
            if (progress.job().equals(job)) {
                totals.put(progress.source(), progress);
            }
        } else {
            Job now = Json.read(record.value(), Job.class);
            if (now.job().equals(job)) {
                state = now;
            }
        }
    }

    private Collection<TopicPartition> partitions(String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        return infos.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
