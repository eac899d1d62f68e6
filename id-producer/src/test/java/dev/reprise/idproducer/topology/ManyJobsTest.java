package dev.reprise.idproducer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.kept.KeptEntries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** After many jobs id-producer keeps what it kept after one, and of each the little that makes a repeated request known. */
class ManyJobsTest extends TopologyFixture {

    private static final int JOBS = 100;

    private static final Counts ONE_FAILED = new Counts(0, ASSETS - 1, 0, 0, 0, 1);

    /** A job of each kind: over a range, over ids that are named, one that is cancelled, and events of one that is none. */
    private void ofEachKind(int number) {
        run("range-" + number, "");
        run(
                "ids-" + number,
                ",\"ids\":[\"" + id(1) + "\",\"" + id(2) + "\",\"" + id(3) + "\",\"" + id(4) + "\",\"" + id(5) + "\"]");
        String cancelled = "cancelled-" + number;
        rows.version = 1;
        events.clear();
        submit(cancelled, "");
        steps(5);
        command(cancelled, "{\"type\":\"cancel\",\"job\":\"" + cancelled + "\"}");
        steps(2);
        TestRecord<byte[], byte[]> late = events.get(events.size() - 1);
        report(cancelled, new Counts(0, ASSETS, 0, 0, 0, 0));
        steps(120);
        assertThat(job(cancelled).state()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job(cancelled).ledgerClosed()).isTrue();
        deadLetter(late);
        byte[] ofNone = AssetEventFormat.bytes(new AssetEvent("none-" + number, "movie", "2024-01", id(1)));
        deadLetter(new TestRecord<>(new byte[0], ofNone));
        steps(2);
    }

    private void run(String job, String selector) {
        rows.version = 1;
        events.clear();
        submit(job, selector);
        steps(15);
        assertThat(events).hasSize(ASSETS);
        deadLetter(events.get(0));
        rows.version = 2;
        report(job, ONE_FAILED);
        steps(15);
        assertThat(job(job).state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(job(job).ledgerClosed()).isTrue();
    }

    private void deadLetter(TestRecord<byte[], byte[]> event) {
        var letter = new TestRecord<>(
                event.key(), event.value(), new RecordHeaders(event.headers().toArray()));
        Map.of(
                        DeadLetterHeaders.CAUSE, "MigrationFailed",
                        DeadLetterHeaders.REASON, "no title",
                        DeadLetterHeaders.STAGE, "migrate",
                        DeadLetterHeaders.FINGERPRINT, "0123456789ab")
                .forEach((name, value) -> letter.headers().add(name, value.getBytes(UTF_8)));
        post(TOPICS.deadLetters(), letter);
    }

    private void steps(int steps) {
        IntStream.range(0, steps).forEach(step -> step());
    }

    private static Map<String, Integer> sizes(Map<String, List<String>> stored) {
        Map<String, Integer> sizes = new HashMap<>();
        stored.forEach((store, keys) -> sizes.put(store, keys.size()));
        return sizes;
    }

    @Test
    void should_keep_no_more_after_a_hundred_jobs_of_each_kind_than_after_one() {
        ofEachKind(0);
        Map<String, Integer> before = keptEntries();
        assertThat(before)
                .as("both are looked into")
                .containsEntry("JobRegister.closed", 3)
                .containsEntry("JobView.jobs", 3);

        for (int number = 1; number <= JOBS; number++) {
            ofEachKind(number);
        }

        int jobs = 3 * JOBS;
        assertThat(sizes(stored()))
                .as("what makes a repeated request known, and nothing else")
                .isEqualTo(Map.of(Names.COORDINATOR_JOBS, jobs + 3, Names.COORDINATOR_DEDUPLICATION, 1));
        assertThat(KeptEntries.grown(before, keptEntries()))
                .containsEntry("JobView.jobs", jobs)
                .containsEntry("JobRegister.closed", jobs)
                .allSatisfy(
                        (field, more) -> assertThat(field).matches("(JobView|JobRegister|ClosedJob|JobSubject)\\..*"));
    }
}
