package dev.reprise.idproducer.plan.kafka;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.records.DeadLetterRecord;
import dev.reprise.common.records.RecordReader;
import dev.reprise.idproducer.plan.DeadLetterLog;
import dev.reprise.topics.kafka.Patience;
import dev.reprise.topics.kafka.TopicTail;
import dev.reprise.topics.kafka.TopicTails;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code reprocess-dead-letters} from its beginning to its end, whenever it is asked: that happens once a job that
 * selects dead letters, and the topic is the one place where all of them are.
 *
 * <p>Threading: a thread of its own, one question after the other. Memory is the ids of the job that is asked for.
 */
public final class KafkaDeadLetterLog implements DeadLetterLog, AutoCloseable {

    /** After this long the question has failed, and the plan asks again. */
    private static final Patience PATIENCE = Patience.withoutProgress(Duration.ofSeconds(20));

    private final Supplier<TopicTail> topic;
    private final RecordReader<DeadLetterRecord> reader;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "dead-letter-log");
        made.setDaemon(true);
        return made;
    });

    /**
     * Connects to nothing yet.
     *
     * @param client how to reach Kafka
     * @param reader reads the topic
     */
    public KafkaDeadLetterLog(
            Map<String, Object> client, RecordReader<DeadLetterRecord> reader, LongSupplier nanoTime) {
        this(() -> new TopicTails(client, PATIENCE, nanoTime).committed(reader.topic()), reader);
    }

    KafkaDeadLetterLog(Supplier<TopicTail> topic, RecordReader<DeadLetterRecord> reader) {
        this.topic = topic;
        this.reader = reader;
    }

    @Override
    public CompletionStage<Map<String, Set<LocatedId>>> of(String job, @Nullable String cause) {
        return CompletableFuture.supplyAsync(() -> read(job, cause), thread);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private Map<String, Set<LocatedId>> read(String job, @Nullable String cause) {
        Map<String, Set<LocatedId>> found = new TreeMap<>();
        try (TopicTail letters = topic.get()) {
            letters.readToEnd(reader, letter -> {
                AssetEvent event = letter.event().event();
                if (event.job().equals(job) && (cause == null || cause.equals(letter.fingerprint()))) {
                    found.computeIfAbsent(event.assetType(), unseen -> new LinkedHashSet<>())
                            .add(new LocatedId(event.bucket(), event.assetId()));
                }
            });
        }
        return found;
    }
}
