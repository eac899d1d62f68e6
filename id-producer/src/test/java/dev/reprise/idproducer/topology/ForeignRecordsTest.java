package dev.reprise.idproducer.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.records.StrangeRecords;
import dev.reprise.common.records.TopicRecord;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** A job through the whole topology, from its request to its end, while strangers write into every topic. */
class ForeignRecordsTest extends TopologyFixture {

    private static final String JOB = "job-1";

    private void submit() {
        submit(JOB, "");
    }

    private void report(Counts counts) {
        report(JOB, counts);
    }

    private Job job() {
        return job(JOB);
    }

    private void post(String topic, TopicRecord strange) {
        var record = new TestRecord<>(strange.key(), strange.value());
        strange.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        post(topic, record);
    }

    @Test
    void should_complete_with_exact_counts_when_strange_records_stand_in_every_topic() {
        long seed = new Random().nextLong();
        System.out.println("foreign records: seed " + seed);
        var strange = new StrangeRecords(seed, TOPICS, JOB);
        List<String> topics = List.of(TOPICS.jobs(), TOPICS.slices(), TOPICS.progress(), TOPICS.deadLetters());

        submit();
        for (int step = 0; step < 60; step++) {
            for (String topic : topics) {
                post(topic, strange.next(topic));
            }
            if (step == 30) {
                assertThat(events).hasSize(ASSETS);
                rows.version = 2;
                report(new Counts(0, ASSETS, 0, 0, 0, 0));
            }
            step();
        }

        assertThat(events).hasSize(ASSETS);
        assertThat(job().state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job().counts()).isEqualTo(new Counts(ASSETS, ASSETS, 0, 0, 0, 0));
    }

    @Test
    void should_go_on_when_somebody_deletes_the_totals_of_a_source() {
        submit();
        IntStream.range(0, 20).forEach(step -> step());
        report(new Counts(0, 3, 0, 0, 0, 0));
        post(TOPICS.progress(), (JOB + "/worker/0").getBytes(UTF_8), null);
        post(TOPICS.progress(), null, null);
        post(TOPICS.jobs(), JOB.getBytes(UTF_8), null);
        rows.version = 2;
        report(new Counts(0, ASSETS, 0, 0, 0, 0));
        IntStream.range(0, 20).forEach(step -> step());

        assertThat(job().state()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void should_not_leave_an_asset_out_of_the_verification_when_its_dead_letter_is_not_of_the_job() {
        submit();
        IntStream.range(0, 20).forEach(step -> step());
        // A stranger's copy of an event, with a round that is none, became a dead letter.
        byte[] event = AssetEventFormat.bytes(new AssetEvent(JOB, "movie", "2024-01", id(1)));
        var letter = new TestRecord<>(new byte[0], event);
        letter.headers().add(AssetEvent.ROUND_HEADER, new byte[0]);
        letter.headers().add(DeadLetterHeaders.CAUSE, "MalformedEvent".getBytes(UTF_8));
        letter.headers().add(DeadLetterHeaders.REASON, "an event has no number in its header".getBytes(UTF_8));
        letter.headers().add(DeadLetterHeaders.STAGE, "read".getBytes(UTF_8));
        letter.headers().add(DeadLetterHeaders.FINGERPRINT, "0123456789ab".getBytes(UTF_8));
        post(TOPICS.deadLetters(), letter);
        // The rows were overtaken: all of them are below the target still.
        report(new Counts(0, 0, 0, ASSETS, 0, 0));
        IntStream.range(0, 20).forEach(step -> step());

        assertThat(events).as("each asset once more").hasSize(2 * ASSETS);
    }
}
