package dev.reprise.bench.kafka;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Items;
import dev.reprise.bench.RowWork;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.localstack.process.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * {@code consumer}: a plain consumer that hands each batch to a pool of threads, waits for all of it, and commits. At
 * least once: what was written since the last commit is done again after a crash, and nothing counts it.
 */
public final class PlainConsumer implements Contestant {

    /** For each worker; more did not help on two cores. */
    private static final int THREADS = 64;

    private static final int POLL_RECORDS = 2_000;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final long BATCH_SECONDS_MAX = 120;
    private static final int EMPTY_POLLS_MAX = 30;

    private final String bootstrapServers;
    private final Items items;
    private final RowWork work;
    private final ExecutorService threads;
    private String topic = "";
    private int runs;

    /** Consumes events of these items. */
    public PlainConsumer(String bootstrapServers, Items items, RowWork work, int workers) {
        this.bootstrapServers = bootstrapServers;
        this.items = items;
        this.work = work;
        this.threads = Executors.newFixedThreadPool(THREADS * workers);
    }

    @Override
    public String name() {
        return "consumer";
    }

    @Override
    public void prepare(Workload workload) {
        topic = "consumer-" + Integer.toHexString(System.identityHashCode(this)) + "-" + runs++;
        EventTopic.create(bootstrapServers, topic);
        EventTopic.fill(bootstrapServers, topic, items);
    }

    @Override
    public Timing run(Workload workload) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers,
                "group.id", topic,
                "auto.offset.reset", "earliest",
                "enable.auto.commit", false,
                "max.poll.records", POLL_RECORDS);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            int done = 0;
            int empty = 0;
            Deadline clock = Deadline.in(Duration.ZERO);
            while (done < workload.rows()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                if (records.isEmpty()) {
                    if (++empty > EMPTY_POLLS_MAX) {
                        throw new FailedException("consumer has seen " + done + " of " + workload.rows() + " events");
                    }
                    continue;
                }
                if (done == 0) {
                    clock = Deadline.in(Duration.ZERO);
                }
                processAll(workload, records);
                consumer.commitSync();
                done += records.count();
            }
            return Timing.of(clock.elapsed());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void processAll(Workload workload, ConsumerRecords<byte[], byte[]> records) {
        List<Callable<Boolean>> tasks = new ArrayList<>(records.count());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            tasks.add(() -> {
                AssetEvent event = AssetEventFormat.read(record.value());
                work.process(workload, event);
                return true;
            });
        }
        try {
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                var unused = task.get(BATCH_SECONDS_MAX, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new FailedException("consumer failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", e);
        }
    }
}
