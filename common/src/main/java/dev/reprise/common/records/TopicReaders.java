package dev.reprise.common.records;

import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one reader of each topic of a deployment.
 *
 * <p>Threading: immutable; safe for any number of threads.
 */
public final class TopicReaders {

    /** A few numbers and a text of a person's length; it is stored again as it is. */
    private static final int PROGRESS_BYTES_MAX = 256 * 1024;

    private final Topics topics;
    private final ForeignRecords foreign;

    /** Creates the readers of a deployment's topics. */
    public TopicReaders(Topics topics, ForeignRecords foreign) {
        this.topics = topics;
        this.foreign = foreign;
    }

    /** Requests as the intake hands them on; what they say is for the coordinator to judge. */
    public RecordReader<byte[]> commands() {
        return new RecordReader<>(topics.commands(), (key, value, headers) -> value, foreign);
    }

    /** The states of jobs; the key is the job. */
    public RecordReader<Job> jobs() {
        return keyed(topics.jobs(), Integer.MAX_VALUE, Job.class, Job::job, Job::job);
    }

    /** Planned slices, each under its own key. */
    public RecordReader<Slice> slices() {
        return keyed(topics.slices(), Integer.MAX_VALUE, Slice.class, Slice::job, Slice::key);
    }

    /** Running totals, each under the key of its source. */
    public RecordReader<Progress> progress() {
        return keyed(topics.progress(), PROGRESS_BYTES_MAX, Progress.class, Progress::job, Progress::key);
    }

    /** The story of jobs; the key is the job. */
    public RecordReader<AuditEntry> audit() {
        return keyed(topics.audit(), Integer.MAX_VALUE, AuditEntry.class, AuditEntry::job, AuditEntry::job);
    }

    /** Events. */
    public RecordReader<EventRecord> events() {
        return events(topics.events());
    }

    /** Assets that the last scan of a job found below its target. */
    public RecordReader<EventRecord> unmigrated() {
        return events(topics.unmigrated());
    }

    /** Dead letters of jobs. */
    public RecordReader<DeadLetterRecord> deadLetters() {
        return new RecordReader<>(
                topics.deadLetters(),
                (key, value, headers) -> {
                    DeadLetterRecord letter = DeadLetterRecord.parse(value, headers);
                    ofJob(letter.event().event().job());
                    return letter;
                },
                foreign);
    }

    /** Events of dead letters, under the affinity key of their slice; the topic is one of Kafka Streams. */
    public RecordReader<EventRecord> deadLettersByAffinityKey() {
        return new RecordReader<>(
                "dead-letters-by-affinity-key",
                (key, value, headers) -> {
                    EventRecord read = EventRecord.parse(value, headers);
                    ofJob(read.event().job());
                    String beginning =
                            Slice.affinityKey(read.event().job(), read.event().assetType(), "");
                    if (key == null || !key.startsWith(beginning)) {
                        throw new RecordReader.OtherKeyException(beginning + "…", key);
                    }
                    return read;
                },
                foreign);
    }

    /** Outcomes of events. */
    public RecordReader<OutcomeRecord> outcomes() {
        return keyed(topics.outcomes(), Integer.MAX_VALUE, OutcomeRecord.class, OutcomeRecord::job, null);
    }

    /** What previews found. */
    public RecordReader<Preview> previews() {
        return keyed(topics.previews(), Integer.MAX_VALUE, Preview.class, Preview::job, null);
    }

    /** Refused requests, under whatever key they were posted with. */
    public RecordReader<Rejection> rejections() {
        return new RecordReader<>(
                topics.rejections(), (key, value, headers) -> Json.read(value, Rejection.class), foreign);
    }

    private RecordReader<EventRecord> events(String topic) {
        return new RecordReader<>(
                topic,
                EventRecord.VALUE_BYTES_MAX,
                (key, value, headers) -> {
                    EventRecord read = EventRecord.parse(value, headers);
                    ofJob(read.event().job());
                    return read;
                },
                foreign);
    }

    /**
     * Makes a reader of stored records.
     *
     * @param keyOf the key that a record has; {@code null} where any will do
     */
    private <T> RecordReader<T> keyed(
            String topic, int bytesMax, Class<T> type, Function<T, String> jobOf, @Nullable Function<T, String> keyOf) {
        return new RecordReader<>(
                topic,
                bytesMax,
                (key, value, headers) -> {
                    T read = Json.read(value, type);
                    ofJob(jobOf.apply(read));
                    String wanted = keyOf == null ? null : keyOf.apply(read);
                    if (wanted != null && !wanted.equals(key)) {
                        throw new RecordReader.OtherKeyException(wanted, key);
                    }
                    return read;
                },
                foreign);
    }

    private static void ofJob(String job) {
        if (!RequestParser.JOB_ID.matcher(job).matches()) {
            throw new IllegalArgumentException("there can be no job '" + job + "'");
        }
    }
}
