package dev.reprise.worker.jobs.kafka;

import dev.reprise.topics.kafka.Patience;
import dev.reprise.topics.kafka.TopicTail;
import dev.reprise.topics.kafka.TopicTails;
import dev.reprise.worker.jobs.JobLookup;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
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

    /** Well below the drain that waits for it. Later than this, nothing is known. */
    private static final Patience PATIENCE = Patience.altogether(Duration.ofSeconds(5));

    private final TopicTails tails;
    private final String topic;
    private final Executor executor;
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
        this.tails = new TopicTails(client, PATIENCE, nanoTime);
        this.topic = topic;
        this.executor = executor;
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
        Set<String> jobs = new HashSet<>();
        try (TopicTail all = tails.all(topic)) {
            all.readToEnd(record -> {
                String job = TopicTail.key(record);
                if (record.value() == null) {
                    jobs.remove(job);
                } else if (job != null) {
                    jobs.add(job);
                }
            });
        }
        return jobs;
    }
}
