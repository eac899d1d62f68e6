package dev.reprise.bench.kafka;

import dev.reprise.bench.Items;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics that baselines read, filled before the clock runs. */
public final class EventTopic {

    private static final int PARTITIONS = 8;

    private static final long ANSWER_SECONDS_MAX = 30;

    private EventTopic() {}

    /** Makes topics; blocks. */
    public static void create(String bootstrapServers, String... names) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var topics = List.of(names).stream()
                    .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
                    .toList();
            admin.createTopics(topics).all().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new FailedException("a topic of the benchmark cannot be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", e);
        }
    }

    /** Sends one event for each row, as id-producer would; blocks until all are stored. */
    public static void fill(String bootstrapServers, String topic, Items items) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "linger.ms", 10,
                // Else a topic that is seconds old makes the producer retry out of sequence, for ever.
                "max.in.flight.requests.per.connection", 1);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int index = 0; index < items.count(); index++) {
                AssetPartition partition = items.partition(index);
                UUID id = items.assetId(index);
                var event = new AssetEvent("baseline", partition.assetType(), partition.bucket(), id);
                byte[] key = id.toString().getBytes(StandardCharsets.UTF_8);
                var unused = producer.send(new ProducerRecord<>(topic, key, AssetEventFormat.bytes(event)));
            }
            producer.flush();
        }
    }
}
