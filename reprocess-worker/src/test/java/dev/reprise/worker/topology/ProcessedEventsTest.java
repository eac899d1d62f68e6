package dev.reprise.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.wire.Json;
import dev.reprise.pipeline.result.TaskTotals;
import dev.reprise.service.kafka.StoredState;
import dev.reprise.worker.topology.ProcessedEvents.Place;
import dev.reprise.worker.topology.async.ConsumedRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

/** What comes again is passed over, and nothing else. */
class ProcessedEventsTest extends TaskFixture {

    private static final TopicPartition PARTITION = new TopicPartition("reprocess-events", 3);

    private static ConsumedRecord<byte[], byte[]> at(int epoch, long offset) {
        var headers = new RecordHeaders();
        LeaderEpochs.putInto(headers, epoch);
        return at(headers, offset);
    }

    private static ConsumedRecord<byte[], byte[]> at(Headers headers, long offset) {
        return new ConsumedRecord<>(
                new Record<>(new byte[0], new byte[0], 0, headers), PARTITION.topic(), PARTITION.partition(), offset);
    }

    private ProcessedEvents takenUp(String topicId) {
        return new ProcessedEvents(totalsStore(), topicId);
    }

    /** A task that has processed offsets 0 to 9, the last ones of epoch 4. */
    private ProcessedEvents afterTen() {
        ProcessedEvents processed = takenUp("topic-1");
        for (int offset = 0; offset < 10; offset++) {
            assertThat(processed.passOver(at(offset < 5 ? 2 : 4, offset))).isFalse();
        }
        processed.store();
        return takenUp("topic-1");
    }

    @Test
    void should_pass_over_what_was_processed_when_the_topic_is_read_from_its_beginning() {
        ProcessedEvents processed = afterTen();

        assertThat(processed.passOver(at(2, 0))).isTrue();
        // As in a poll: only the first record and the one where it changes tell the epoch.
        assertThat(processed.passOver(at(new RecordHeaders(), 4))).isTrue();
        assertThat(processed.passOver(at(4, 5))).isTrue();
        assertThat(processed.passOver(at(new RecordHeaders(), 9))).isTrue();
        assertThat(processed.passOver(at(new RecordHeaders(), 10))).isFalse();
    }

    @Test
    void should_know_no_less_when_it_is_taken_up_while_it_passes_over() {
        ProcessedEvents processed = afterTen();
        processed.passOver(at(2, 0));
        processed.store();

        assertThat(takenUp("topic-1").passOver(at(2, 1))).isTrue();
        assertThat(takenUp("topic-1").passOver(at(4, 10))).isFalse();
    }

    @Test
    void should_take_what_was_written_where_the_broker_had_lost_records() {
        ProcessedEvents processed = afterTen();

        assertThat(processed.passOver(at(5, 7))).isFalse();
        assertThat(processed.passOver(at(new RecordHeaders(), 8))).isFalse();
        processed.store();

        assertThat(takenUp("topic-1").passOver(at(5, 8))).isTrue();
        assertThat(takenUp("topic-1").passOver(at(5, 9))).isFalse();
    }

    @Test
    void should_begin_anew_when_the_topic_was_made_anew() {
        afterTen();

        assertThat(takenUp("topic-2").passOver(at(0, 0))).isFalse();
    }

    @Test
    void should_forget_what_was_not_stored() {
        ProcessedEvents processed = afterTen();
        processed.passOver(at(4, 10));

        assertThat(takenUp("topic-1").passOver(at(4, 10))).isFalse();
    }

    @Test
    void should_leave_no_trace_of_the_epoch_in_a_record() {
        var record = at(4, 0);

        takenUp("topic-1").passOver(record);

        assertThat(record.record().headers()).isEmpty();
    }

    @Test
    void should_store_how_far_it_is_with_the_totals_of_an_event() {
        job("job-1", JobStatus.RUNNING);

        events("job-1", 0, 3);

        byte[] stored = Objects.requireNonNull(totalsStore().get(ProcessedEvents.KEY));
        assertThat(Json.read(stored, Place.class)).isEqualTo(new Place("topic-1", 0, 3));
        assertThat(totals()).containsExactly("job-1");
    }

    /** What a worker does that does not know the entry: it reads all of the store as totals, and stores those that change. */
    @Test
    void should_be_read_and_left_alone_by_an_earlier_release_that_owns_the_task_in_between() {
        byte[] stored = Json.bytes(new Place("topic-1", 4, 10));

        TaskTotals asTotals = StoredState.read(Names.TOTALS, ProcessedEvents.KEY, stored, TaskTotals.class);

        assertThat(asTotals.skipped()).isZero();
        assertThat(asTotals.writtenAheadMicros()).isNull();
    }

    @Test
    void should_tell_the_epoch_of_the_first_record_of_a_poll_and_wherever_it_changes() {
        List<ConsumerRecord<byte[], byte[]>> polled = List.of(polled(2, 7), polled(2, 8), polled(4, 9), polled(4, 10));

        new LeaderEpochs().onConsume(new ConsumerRecords<>(Map.of(PARTITION, polled), Map.of()));

        assertThat(polled)
                .extracting(record -> LeaderEpochs.takeFrom(record.headers()))
                .containsExactly(Optional.of(2), Optional.empty(), Optional.of(4), Optional.empty());
    }

    private static ConsumerRecord<byte[], byte[]> polled(int epoch, long offset) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                0L,
                TimestampType.CREATE_TIME,
                0,
                0,
                new byte[0],
                new byte[0],
                new RecordHeaders(),
                Optional.of(epoch));
    }
}
