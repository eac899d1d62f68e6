package dev.reprise.demo.processor.kafka;

import dev.reprise.common.event.Outcome;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.topics.kafka.Patience;
import dev.reprise.topics.kafka.TopicTail;
import dev.reprise.topics.kafka.TopicTails;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Topics that a processor writes to beside those of the services, and what became of the assets of a job.
 *
 * <p>Threading: one thread, which blocks. Memory is one id for each asset.
 */
public final class DemoTopics {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaAddress kafka;
    private final TopicTails tails;

    /** Connects to nothing yet. */
    public DemoTopics(KafkaAddress kafka) {
        this.kafka = kafka;
        Deadline clock = Deadline.in(Duration.ZERO);
        this.tails = new TopicTails(kafka.settings(Map.of()), Patience.withoutProgress(PATIENCE), () -> clock.elapsed()
                .toNanos());
    }

    /** Makes a topic. */
    public void create(String topic, int partitions) {
        try (Admin admin = Admin.create(kafka.settings(Map.of()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot make the topic " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Gives the key and the headers of every committed record of a topic. */
    public void read(String topic, BiConsumer<String, Map<String, String>> each) {
        try (TopicTail all = tails.all(topic);
                TopicTail committed = tails.committed(topic)) {
            committed.readTo(all.ends(), record -> {
                Map<String, String> headers = new HashMap<>();
                record.headers()
                        .forEach(one -> headers.put(one.key(), new String(one.value(), StandardCharsets.UTF_8)));
                each.accept(String.valueOf(TopicTail.key(record)), headers);
            });
        }
    }

    /** Returns the ids of the assets of a job that came to an outcome in any of its rounds. */
    public Set<String> assets(String job, Outcome outcome) {
        Set<String> assets = new HashSet<>();
        try (TopicTail committed = tails.committed(kafka.topics().outcomes())) {
            committed.readToEnd(new TopicReaders(kafka.topics(), ForeignRecords.UNNOTICED).outcomes(), one -> {
                if (one.job().equals(job) && one.outcome() == outcome) {
                    assets.add(one.assetId().toString());
                }
            });
        }
        return assets;
    }
}
