package dev.reprise.worker.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.records.StrangeRecords;
import dev.reprise.common.records.TopicRecord;
import dev.reprise.common.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are no events of ours: their neighbours are processed, and no ledger counts them. */
class ForeignEventsTest extends TaskFixture {

    private static final Topics TOPICS = new Topics("");

    private static TestRecord<byte[], byte[]> record(TopicRecord one) {
        var record = new TestRecord<>(one.key(), one.value());
        one.headers().forEach(header -> record.headers().add(header.name(), header.value()));
        return record;
    }

    private static int size(TestRecord<byte[], byte[]> record) {
        int bytes = length(record.key()) + length(record.value());
        Headers headers = record.headers();
        for (var header : headers) {
            bytes += header.key().length() + length(header.value());
        }
        return bytes;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"reprise-round, ''", "reprise-round, null", "reprise-round, x", "reprise-round, 99999999999"})
    void should_make_a_dead_letter_of_no_job_when_a_header_of_an_event_is_not_ours(
            String name, @Nullable String value) {
        job("a", JobStatus.RUNNING);
        TestRecord<byte[], byte[]> foreign = eventRecord("a", 1);
        foreign.headers().add(name, value == null ? null : value.getBytes(UTF_8));

        post(foreign);
        event("a", 2);
        tick();

        assertThat(processed()).containsExactly(2);
        assertThat(deadLetterRecords()).singleElement().satisfies(letter -> assertThat(
                        text(letter, DeadLetterHeaders.CAUSE))
                .isEqualTo("MalformedEvent"));
        assertThat(progress("a").counts().failed()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {200_000, 1_048_000, 5_000_000})
    void should_cut_a_dead_letter_and_say_so_when_its_original_does_not_fit(int bytes) {
        var foreign = new TestRecord<>(new byte[bytes / 2], new byte[bytes / 2]);
        foreign.headers().add("traced", new byte[bytes / 2]);

        post(foreign);
        tick();

        TestRecord<byte[], byte[]> letter = deadLetterRecords().get(0);
        boolean fits = 3 * (bytes / 2) < Topics.RECORD_BYTES_MAX;
        assertThat(size(letter)).isLessThanOrEqualTo(Topics.RECORD_BYTES_MAX);
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.CUT) == null).isEqualTo(fits);
        assertThat(text(letter, DeadLetterHeaders.TOPIC)).isEqualTo(TOPICS.events());
    }

    @Test
    void should_set_an_event_aside_only_when_it_can_be_stored() {
        job("a", JobStatus.PAUSED);
        TestRecord<byte[], byte[]> foreign = eventRecord("a", 1);
        foreign.headers().add("x".repeat(70_000), new byte[] {1});

        post(foreign);
        event("a", 2);
        tick();

        assertThat(progress("a").parkedEvents()).isEqualTo(1);
        assertThat(deadLetterRecords()).hasSize(1);
    }

    @Test
    void should_process_every_sound_event_when_strange_records_stand_between_them() {
        long seed = new Random().nextLong();
        System.out.println("foreign events: seed " + seed);
        var strange = new StrangeRecords(seed, TOPICS, "a");
        job("a", JobStatus.RUNNING);

        for (int number = 0; number < 300; number++) {
            post(record(strange.next(TOPICS.events())));
            postJob(record(strange.next(TOPICS.jobs())));
            event("a", number);
        }
        tick();

        assertThat(processed()).hasSize(300).doesNotHaveDuplicates();
        assertThat(progress("a").counts().gone()).isEqualTo(300);
        assertThat(progress("a").counts().processed()).isEqualTo(300);
        List<TestRecord<byte[], byte[]>> letters = deadLetterRecords();
        assertThat(letters).hasSize(300).allSatisfy(letter -> {
            assertThat(text(letter, DeadLetterHeaders.CAUSE)).isEqualTo("MalformedEvent");
            assertThat(size(letter)).isLessThanOrEqualTo(Topics.RECORD_BYTES_MAX);
        });
    }

    @Test
    void should_know_a_running_job_still_when_somebody_deletes_its_record() {
        job("a", JobStatus.RUNNING);
        postJob(new TestRecord<>("a".getBytes(UTF_8), null));

        event("a", 1, Map.of(AssetEvent.RUN_HEADER, ""));
        tick();

        assertThat(processed()).containsExactly(1);
    }

    @Test
    void should_forget_a_job_that_is_over_when_somebody_deletes_its_record() {
        job("a", JobStatus.COMPLETED);
        postJob(new TestRecord<>("a".getBytes(UTF_8), null));

        event("a", 1);
        tick();

        assertThat(progress("a").parkedEvents())
                .as("an event of a job that is not known, as if it never had been")
                .isEqualTo(1);
    }
}
