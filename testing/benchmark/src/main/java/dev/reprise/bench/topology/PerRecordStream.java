package dev.reprise.bench.topology;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Items;
import dev.reprise.bench.RowWork;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.bench.kafka.EventTopic;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.localstack.process.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.jspecify.annotations.Nullable;

/**
 * {@code per-record}: a plain Kafka Streams processor under exactly-once that reads, maps and writes one record after
 * the other, one thread for each worker.
 */
public final class PerRecordStream implements Contestant {

    private static final Duration DONE_WITHIN = Duration.ofMinutes(20);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(20);

    private final String bootstrapServers;
    private final Items items;
    private final RowWork work;
    private final int workers;
    private final Path folder;
    private String topic = "";
    private int runs;

    /**
     * Consumes events of these items.
     *
     * @param folder for what Kafka Streams keeps on disk
     */
    public PerRecordStream(String bootstrapServers, Items items, RowWork work, int workers, Path folder) {
        this.bootstrapServers = bootstrapServers;
        this.items = items;
        this.work = work;
        this.workers = workers;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "per-record";
    }

    @Override
    public void prepare(Workload workload) {
        topic = "per-record-" + Integer.toHexString(System.identityHashCode(this)) + "-" + runs++;
        EventTopic.create(bootstrapServers, topic, topic + "-outcomes");
        EventTopic.fill(bootstrapServers, topic, items);
    }

    @Override
    public Timing run(Workload workload) {
        var left = new AtomicInteger(workload.rows());
        var all = new CountDownLatch(1);
        AtomicReference<@Nullable Deadline> clock = new AtomicReference<>();
        AtomicReference<@Nullable Duration> took = new AtomicReference<>();
        RowWork timed = (of, event) -> {
            clock.compareAndSet(null, Deadline.in(Duration.ZERO));
            work.process(of, event);
        };
        var streams = new KafkaStreams(
                topology(workload, timed, event -> {
                    Deadline began = clock.get();
                    if (left.decrementAndGet() == 0 && began != null) {
                        took.set(began.elapsed());
                        all.countDown();
                    }
                }),
                properties());
        try (streams) {
            streams.start();
            if (!all.await(DONE_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                throw new FailedException("per-record has still " + left.get() + " events to process");
            }
            streams.close(CLOSE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", e);
        }
        Duration done = took.get();
        return Timing.of(done == null ? DONE_WITHIN : done);
    }

    private Topology topology(Workload workload, RowWork timed, java.util.function.Consumer<AssetEvent> done) {
        var topology = new Topology();
        topology.addSource("events", new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic);
        topology.<byte[], byte[], byte[], byte[]>addProcessor(
                "row",
                () -> (Processor<byte[], byte[], byte[], byte[]>) new BlockingProcessor(workload, timed, done),
                "events");
        topology.addSink("outcomes", topic + "-outcomes", new ByteArraySerializer(), new ByteArraySerializer(), "row");
        return topology;
    }

    private Properties properties() {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, topic);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, workers);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        return properties;
    }
}
