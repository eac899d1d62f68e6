package dev.reprise.common.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Progress;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in from a topic is read, or told as foreign; it never throws. */
class RecordReaderTest {

    private static final Topics TOPICS = new Topics("");

    private final List<Foreign> foreign = new ArrayList<>();
    private final TopicReaders readers = new TopicReaders(TOPICS, (topic, why, reason) -> foreign.add(why));

    private Stream<RecordReader<?>> all() {
        return Stream.of(
                readers.jobs(),
                readers.slices(),
                readers.progress(),
                readers.audit(),
                readers.rejections(),
                readers.events(),
                readers.unmigrated(),
                readers.deadLetters(),
                readers.outcomes(),
                readers.previews());
    }

    private static TopicRecord sound(String topic) {
        TopicRecord record = SoundRecords.of(TOPICS, "job-1").get(topic);
        if (record == null) {
            throw new AssertionError("no record for " + topic);
        }
        return record;
    }

    @Test
    void should_read_what_reprise_writes() {
        assertThat(all()).allSatisfy(reader -> assertThat(sound(reader.topic()).readBy(reader))
                .isPresent());
        assertThat(foreign).isEmpty();
    }

    @Test
    void should_tell_of_each_record_that_says_nothing_and_never_throw_when_records_are_strange() {
        long seed = new Random().nextLong();
        System.out.println("strange records: seed " + seed);
        var strange = new StrangeRecords(seed, TOPICS, "job-1");

        int read = 0;
        int passedOver = 0;
        for (RecordReader<?> reader : all().toList()) {
            for (int i = 0; i < 2_000; i++) {
                boolean isRead = strange.any(reader.topic()).readBy(reader).isPresent();
                read += isRead ? 1 : 0;
                passedOver += isRead ? 0 : 1;
            }
        }

        assertThat(foreign).hasSize(passedOver).contains(Foreign.values());
        assertThat(read).isPositive();
    }

    @Test
    void should_say_that_it_was_deleted_when_a_value_is_missing() {
        assertThat(readers.progress().read("job-1/worker/1", null)).isEmpty();
        assertThat(foreign).containsExactly(Foreign.NO_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"job-2/worker/1", "", "job-1"})
    void should_pass_over_a_record_when_its_key_is_that_of_another(String key) {
        assertThat(readers.progress().read(key, sound(TOPICS.progress()).value()))
                .isEmpty();
        assertThat(foreign).containsExactly(Foreign.OTHER_KEY);
    }

    @ParameterizedTest
    @MethodSource
    void should_pass_over_totals_that_no_source_has(String json) {
        assertThat(readers.progress().read("a/worker/1", json.getBytes(UTF_8))).isEmpty();
        assertThat(foreign).containsExactly(Foreign.UNREADABLE);
    }

    static Stream<String> should_pass_over_totals_that_no_source_has() {
        return Stream.of(
                "{\"job\":\"a\",\"source\":\"slice/1\"}",
                "{\"job\":\"a\",\"source\":\"slice/1/movie\",\"done\":true}",
                "{\"job\":\"a\",\"source\":\"worker/x\"}",
                "{\"job\":\"a\",\"source\":\"\"}",
                "{\"job\":\"a\"}",
                "{\"source\":\"worker/1\"}",
                "{\"job\":\"A\",\"source\":\"worker/1\"}",
                "{\"job\":\"a\",\"source\":\"worker/1\",\"skipped\":-1}",
                "{\"job\":\"a\",\"source\":\"worker/1\",\"counts\":{\"changed\":-1}}",
                "{\"job\":\"a\",\"source\":\"worker/1\",\"counts\":{\"changed\":1e99}}",
                "{\"job\":\"a\",\"source\":\"worker/1\",\"parked\":{\"events\":-1}}");
    }

    @Test
    void should_keep_a_message_short_when_a_source_has_much_to_say() {
        String much = "x".repeat(100_000);
        Progress told = Progress.ofWorker("a", 1, Counts.ZERO, 0)
                .parking(new Progress.Parked(1, much))
                .slowedBy(much);

        Progress read = readers.progress().read(told.key(), Json.bytes(told)).orElseThrow();

        assertThat(read.throttledBy()).hasSize(1_000);
        assertThat(read.parked()).isEqualTo(new Progress.Parked(1, much));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "reprise-round, ''",
                "reprise-round, null",
                "reprise-round, x",
                "reprise-round, -1",
                "reprise-round, 0",
                "reprise-round, 99999999999",
                "reprise-round, \u0661",
                "reprise-id-shard, ''",
                "reprise-id-shard, 16",
                "reprise-id-shard, -1"
            })
    void should_pass_over_an_event_when_a_header_is_not_ours(String name, @Nullable String value) {
        TopicRecord record = sound(TOPICS.events()).with(name, value == null ? null : value.getBytes(UTF_8));

        assertThat(record.readBy(readers.events())).isEmpty();
        assertThat(foreign).containsExactly(Foreign.UNREADABLE);
    }

    @Test
    void should_take_the_last_header_when_there_are_two() {
        TopicRecord record = sound(TOPICS.events()).with(AssetEvent.ROUND_HEADER, "3".getBytes(UTF_8));

        assertThat(record.readBy(readers.events()).map(EventRecord::round)).contains(3);
    }

    @ParameterizedTest
    @CsvSource({"'', movie", "A, movie", "a/b, movie", "job-1, ''"})
    void should_pass_over_an_event_when_it_can_be_of_no_job(String job, String type) {
        byte[] value = AssetEventFormat.bytes(new AssetEvent(job, type, "2024-01", new UUID(0x1000L, 1)));

        assertThat(readers.events().read(null, value)).isEmpty();
    }

    @Test
    void should_bemuchto_no_job_when_a_dead_letter_was_no_event() {
        TopicRecord letter = sound(TOPICS.deadLetters());
        TopicRecord malformed = letter.with(DeadLetterHeaders.CAUSE, "MalformedEvent".getBytes(UTF_8));
        TopicRecord posted = letter.with(DeadLetterHeaders.FINGERPRINT, null);

        assertThat(letter.readBy(readers.deadLetters()).map(read -> read.event().affinityKey()))
                .contains("job-1/movie/*7");
        assertThat(malformed.readBy(readers.deadLetters())).isEmpty();
        assertThat(posted.readBy(readers.deadLetters())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"null", "''", "job-1", "job-2/movie/2024-01", "job-1/series/2024-01"})
    void should_pass_over_a_dead_letter_when_its_place_is_not_that_of_its_event(@Nullable String place) {
        byte[] value = sound(TOPICS.events()).value();

        assertThat(readers.deadLettersByAffinityKey().read("job-1/movie/2024-01", value))
                .isPresent();
        assertThat(readers.deadLettersByAffinityKey().read(place, value)).isEmpty();
    }

    @Test
    void should_have_a_record_for_every_topic_that_has_a_reader() {
        Map<String, TopicRecord> records = SoundRecords.of(TOPICS, "job-1");

        assertThat(all().map(RecordReader::topic)).containsExactlyInAnyOrderElementsOf(records.keySet());
    }
}
