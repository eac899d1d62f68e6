package dev.reprise.topics.kafka;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import dev.reprise.common.records.RecordReader;
import dev.reprise.common.records.TopicReaders;
import dev.reprise.topics.JobFeed;
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

    private final TopicTail jobs;
    private final TopicTail progress;
    private final RecordReader<Job> jobReader;
    private final RecordReader<Progress> progressReader;
    private final KafkaAnswers answers;
    private final @Nullable String only;

    /**
     * Opens the topics.
     *
     * @param readers read the topics
     * @param only the only job of interest; {@code null} for all
     */
    KafkaJobFeed(TopicTails tails, TopicReaders readers, KafkaAnswers answers, @Nullable String only) {
        this.jobReader = readers.jobs();
        this.progressReader = readers.progress();
        this.answers = answers;
        this.only = only;
        this.jobs = answers.reading(() -> tails.committed(jobReader.topic()));
        boolean opened = false;
        try {
            this.progress = answers.reading(() -> tails.committed(progressReader.topic()));
            opened = true;
        } finally {
            if (!opened) {
                jobs.close();
            }
        }
    }

    @Override
    public Changes catchUp() {
        return answers.reading(this::readAll);
    }

    @Override
    public Changes poll(Duration atMost) {
        return answers.reading(() -> readOn(atMost));
    }

    @Override
    public void close() {
        jobs.close();
        progress.close();
    }

    private Changes readAll() {
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

    private Changes readOn(Duration atMost) {
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

    private void remember(Deque<ConsumerRecord<byte[], byte[]>> records, ConsumerRecord<byte[], byte[]> newest) {
        Optional<Job> said = job(newest);
        // A record that says nothing must not take the place of one that does.
        if (said.isEmpty()) {
            if (newest.value() == null && newestIsOver(records)) {
                records.clear();
            }
            return;
        }
        if (said.get().state().isFinal()) {
            // It says all. There may be thousands of jobs that are over, and a hundred states of each.
            records.clear();
        }
        records.addLast(newest);
        long oldest = newest.timestamp() - RECENT.toMillis();
        while (records.getFirst().timestamp() < oldest) {
            records.removeFirst();
        }
    }

    /** Who deletes a job that is not over deletes nothing: its next state follows. */
    private boolean newestIsOver(Deque<ConsumerRecord<byte[], byte[]>> records) {
        return Optional.ofNullable(records.peekLast())
                .flatMap(this::job)
                .filter(job -> job.state().isFinal())
                .isPresent();
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
        return wanted ? TopicTail.read(progressReader, record) : Optional.empty();
    }

    private Optional<Job> job(ConsumerRecord<byte[], byte[]> record) {
        return TopicTail.read(jobReader, record);
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(TopicTail.key(record)).orElse("");
    }
}
