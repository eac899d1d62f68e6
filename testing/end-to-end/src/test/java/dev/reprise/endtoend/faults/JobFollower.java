package dev.reprise.endtoend.faults;

import dev.reprise.common.job.Job;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.RecordReader;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.common.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Knows the newest published state of one job, through whatever happens to the broker.
 *
 * <p>Threading: one thread of its own reads; any thread may ask.
 */
final class JobFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String job;
    private final RecordReader<Job> reader;
    private final Consumer<Job> news;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile @Nullable Job newest;
    private volatile boolean closed;

    /**
     * Begins at the present end of the topic.
     *
     * @param topics those of the deployment
     * @param news is told of every state, on the thread that reads
     */
    JobFollower(String bootstrapServers, Topics topics, String job, Consumer<Job> news) {
        this.news = news;
        this.job = job;
        this.reader = new TopicReaders(topics, ForeignRecords.UNNOTICED).jobs();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                // A broker that is parted takes itself for the leader; the others know better.
                "metadata.max.age.ms",
                1_000);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var partition = new TopicPartition(reader.topic(), 0);
        consumer.assign(List.of(partition));
        consumer.seek(partition, consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
        thread.execute(this::follow);
    }

    String id() {
        return job;
    }

    /** Returns the job as it was published last, or {@code null} before it was. */
    @Nullable
    Job newest() {
        return newest;
    }

    boolean isOver() {
        Job now = newest;
        return now != null && now.state().isFinal();
    }

    /** Returns how many events have an outcome. */
    long processed() {
        Job now = newest;
        return now == null ? 0 : now.counts().processed();
    }

    private void follow() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(record -> {
                    if (Arrays.equals(job.getBytes(StandardCharsets.UTF_8), record.key())) {
                        reader.read(job, record.value()).ifPresent(now -> {
                            newest = now;
                            news.accept(now);
                        });
                    }
                });
            }
        } catch (WakeupException e) {
            // Closed while it waited.
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        thread.shutdown();
    }
}
