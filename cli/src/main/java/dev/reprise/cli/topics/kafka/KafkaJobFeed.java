package dev.reprise.cli.topics.kafka;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.reprise.cli.topics.JobFeed;
import dev.reprise.cli.topics.KafkaAddress;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code reprocess-jobs}, and of {@code reprocess-progress} what is younger than the oldest job that is not over.
 * Records that cannot be read, as a newer release may write them, are passed over.
 *
 * <p>Threading: one thread, which blocks. Memory is a few records for each job.
 */
final class KafkaJobFeed implements JobFeed {

    /** As much of a job's past as its present rate follows from. */
    private static final Duration RECENT = Duration.ofSeconds(10);

    private static final String SLICE = "/slice/";

    private static final Set<String> FINAL = Stream.of(JobStatus.values())
            .filter(JobStatus::isFinal)
            .map(JobStatus::name)
            .collect(Collectors.toUnmodifiableSet());

    private final TopicTail jobs;
    private final TopicTail progress;
    private final @Nullable String only;

    /**
     * Opens the topics.
     *
     * @param only the only job of interest; {@code null} for all
     */
    KafkaJobFeed(KafkaAddress address, @Nullable String only) {
        this.only = only;
        this.jobs = new TopicTail(address, address.topics().jobs());
        boolean opened = false;
        try {
            this.progress = new TopicTail(address, address.topics().progress());
            opened = true;
        } finally {
            if (!opened) {
                jobs.close();
            }
        }
    }

    @Override
    public Changes catchUp() {
        Map<String, Deque<ConsumerRecord<byte[], byte[]>>> recent = new LinkedHashMap<>();
        jobs.seekToBeginning();
        jobs.readToEnd(record -> {
            String id = key(record);
            if (isOfInterest(id)) {
                remember(recent.computeIfAbsent(id, unseen -> new ArrayDeque<>()), record);
            }
        });
        List<Job> states = recent.values().stream()
                .flatMap(Collection::stream)
                .flatMap(record -> job(record).stream())
                .toList();
        return new Changes(states, slices(states));
    }

    @Override
    public Changes poll(Duration atMost) {
        List<Job> states = new ArrayList<>();
        jobs.poll(atMost, record -> {
            if (isOfInterest(key(record))) {
                job(record).ifPresent(states::add);
            }
        });
        List<Progress> slices = new ArrayList<>();
        progress.poll(Duration.ZERO, record -> slice(record).ifPresent(slices::add));
        return new Changes(states, slices);
    }

    @Override
    public void close() {
        jobs.close();
        progress.close();
    }

    private static void remember(Deque<ConsumerRecord<byte[], byte[]>> records, ConsumerRecord<byte[], byte[]> newest) {
        if (newest.value() == null) {
            records.clear();
            return;
        }
        if (isOfEnd(newest.value())) {
            // It says all. There may be thousands of jobs that are over, and a hundred states of each.
            records.clear();
        }
        records.addLast(newest);
        long oldest = newest.timestamp() - RECENT.toMillis();
        while (records.getFirst().timestamp() < oldest) {
            records.removeFirst();
        }
    }

    /** The state stands before the request, which is most of a record and not read here. */
    private static boolean isOfEnd(byte[] value) {
        try (JsonParser json = Json.mapper().createParser(value)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isState = json.currentName().equals("state");
                JsonToken token = json.nextToken();
                if (isState) {
                    return token == JsonToken.VALUE_STRING && FINAL.contains(json.getText());
                }
                json.skipChildren();
            }
            return false;
        } catch (IOException foreign) {
            return false;
        }
    }

    private List<Progress> slices(List<Job> states) {
        Map<String, Job> open = new LinkedHashMap<>();
        states.forEach(job -> open.put(job.job(), job));
        open.values().removeIf(job -> job.state().isFinal());
        Optional<Instant> oldest = open.values().stream().map(Job::startedAt).min(Instant::compareTo);
        if (oldest.isEmpty()) {
            progress.seekToEnd();
            return List.of();
        }
        Map<String, Progress> last = new LinkedHashMap<>();
        progress.seekTo(oldest.get());
        progress.readToEnd(record -> slice(record)
                .filter(slice -> open.containsKey(slice.job()))
                .ifPresent(slice -> last.put(slice.key(), slice)));
        return List.copyOf(last.values());
    }

    private boolean isOfInterest(String job) {
        return only == null || only.equals(job);
    }

    private Optional<Progress> slice(ConsumerRecord<byte[], byte[]> record) {
        String key = key(record);
        boolean wanted = only == null ? key.contains(SLICE) : key.startsWith(only + SLICE);
        return wanted ? read(record.value(), Progress.class) : Optional.empty();
    }

    private static Optional<Job> job(ConsumerRecord<byte[], byte[]> record) {
        return read(record.value(), Job.class);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    }

    private static <T> Optional<T> read(byte @Nullable [] value, Class<T> type) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.read(value, type));
        } catch (UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }
}
