package dev.reprise.assets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BucketPatternTest {

    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "yyyy, 2024, 2024-01-01T00:00:00Z, 2025-01-01T00:00:00Z",
                "yyyy-MM, 2024-02, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
                "yyyyMM, 202402, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
                "yyyy-M, 2024-2, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
                "yyyy-MM-dd, 2024-02-29, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
                "yyyyMMdd, 20240229, 2024-02-29T00:00:00Z, 2024-03-01T00:00:00Z",
                "yyyy-MM-dd-HH, 2024-02-29-23, 2024-02-29T23:00:00Z, 2024-03-01T00:00:00Z",
                "yyyy-MM-dd'T'HH, 2024-02-29T23, 2024-02-29T23:00:00Z, 2024-03-01T00:00:00Z",
                "'y'yyyy/MM, y2024/02, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
                "yyyyMMddHH, 2024022923, 2024-02-29T23:00:00Z, 2024-03-01T00:00:00Z",
                "yyyy-MM#1, 2024-02, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z"
            })
    void should_name_and_bound_the_bucket_when_the_pattern_is_valid(
            String text, String bucket, Instant start, Instant end) {
        // given
        BucketPattern pattern = BucketPattern.of(text);
        Instant instant = Instant.parse("2024-02-29T23:59:59.999Z");

        // when / then
        assertThat(pattern.bucketOf(instant)).isEqualTo(bucket);
        assertThat(pattern.bucketOf(Uuids.startOf(instant.toEpochMilli()))).isEqualTo(bucket);
        assertThat(pattern.start(bucket)).contains(start);
        assertThat(pattern.end(bucket)).contains(end);
        assertThat(pattern).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "3, 0", "10, 1", "11, 03", "16, 01", "100, 41", "101, 010", "1000, 641"})
    void should_append_the_pinned_shard_when_there_are_several(int shards, String shard) {
        // given
        BucketPattern pattern = BucketPattern.of("yyyy-MM#" + shards);

        // when
        String bucket = pattern.bucketOf(UUID.fromString("5c2a0000-abcd-11ee-8080-8080deadbeef"));

        // then
        assertThat(bucket).isEqualTo("2024-01#" + shard);
        assertThat(pattern.start(bucket)).contains(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(pattern.end(bucket)).contains(Instant.parse("2024-02-01T00:00:00Z"));
        assertThat(pattern.start("2024-01")).contains(Instant.parse("2024-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "yyyy-MM, 2024-1",
        "yyyy-MM, 2024-13",
        "yyyy-MM, 2024-01#3",
        "yyyy-MM, ''",
        "yyyy-MM-dd, 2024-01",
        "yyyy-MM-dd, 2023-02-30x",
        "yyyy-MM-dd, 2023-02-29",
        "yyyy-MM-dd#16, 2023-02-30#03",
        "yyyyMM, 20240312",
        "yyyy-MM#16, unknown#03",
        "yyyy-MM, legacy"
    })
    void should_not_guess_the_time_of_a_bucket_when_it_does_not_follow_the_pattern(String text, String bucket) {
        // given
        BucketPattern pattern = BucketPattern.of(text);

        // when / then
        assertThat(pattern.start(bucket)).isEmpty();
        assertThat(pattern.end(bucket)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is not a bucket pattern such as yyyy-MM or yyyy-MM-dd#16",
                "#16 | is not a bucket pattern such as yyyy-MM or yyyy-MM-dd#16",
                "yyyy-MM# | is not a bucket pattern such as yyyy-MM or yyyy-MM-dd#16",
                "yyyy-MM#x | is not a bucket pattern such as yyyy-MM or yyyy-MM-dd#16",
                "yyyy-MM#1#2 | is not a bucket pattern such as yyyy-MM or yyyy-MM-dd#16",
                "yyyy-MM#10000 | is not a bucket pattern such as yyyy-MM or yyyy-MM-dd#16",
                "yyyy-MM#0 | must have 1 to 1000 shards",
                "yyyy-MM#1001 | must have 1 to 1000 shards",
                "yyyy-dd | must name year, month, day and hour in this order, without gaps",
                "MM-yyyy | must name year, month, day and hour in this order, without gaps",
                "yyyy-MM-dd-hh | must name year, month, day and hour in this order, without gaps",
                "yyyy-MM-dd-HH-mm | must name year, month, day and hour in this order, without gaps",
                "YYYY-MM | must name year, month, day and hour in this order, without gaps",
                "yyyy-ww | must name year, month, day and hour in this order, without gaps",
                "2024 | must name year, month, day and hour in this order, without gaps",
                "yy-MM | makes buckets whose time cannot be told from their name",
                "yyyyM | makes buckets whose time cannot be told from their name"
            })
    void should_refuse_the_pattern_when_its_buckets_would_be_ambiguous(String text, String message) {
        // when / then
        assertThatThrownBy(() -> BucketPattern.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-MM{", "yyyy-MM'"})
    void should_refuse_the_pattern_when_it_is_no_date_pattern(String text) {
        // when / then
        assertThatThrownBy(() -> BucketPattern.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("is not a date pattern: ");
    }

    @Test
    void should_find_the_creation_time_when_it_is_read_from_an_id() {
        // when / then
        assertThat(BucketPattern.createdAt(new UUID(0x1000L, 0))).isEqualTo("1582-10-15T00:00:00Z");
        assertThat(BucketPattern.createdAt(UUID.fromString("13814000-1dd2-11b2-8080-808080808080")))
                .isEqualTo("1970-01-01T00:00:00Z");
        assertThat(BucketPattern.createdAt(UUID.fromString("13813fff-1dd2-11b2-8080-808080808080")))
                .isEqualTo("1969-12-31T23:59:59.999Z");
        assertThat(BucketPattern.createdAt(new UUID(0xFFFF_FFFF_FFFF_1FFFL, 0))).isEqualTo("5236-03-31T21:21:00.684Z");
    }

    @Test
    void should_lie_within_its_bucket_when_an_id_is_random() {
        // given
        Random random = SeededRandom.of("bucket of a random id");
        List<BucketPattern> patterns = List.of(
                BucketPattern.of("yyyy"),
                BucketPattern.of("yyyy-MM"),
                BucketPattern.of("yyyyMMdd#7"),
                BucketPattern.of("yyyy-MM-dd-HH#16"),
                BucketPattern.of("yyyy-M-d"));

        for (int i = 0; i < ROUNDS; i++) {
            // when
            UUID id = new UUID((random.nextLong() & ~0xF000L) | 0x1000L, random.nextLong());
            BucketPattern pattern = patterns.get(random.nextInt(patterns.size()));
            String bucket = pattern.bucketOf(id);

            // then
            Instant created = BucketPattern.createdAt(id);
            assertThat(pattern.start(bucket).orElseThrow()).as(bucket).isBeforeOrEqualTo(created);
            assertThat(pattern.end(bucket).orElseThrow()).as(bucket).isAfter(created);
            assertThat(bucket).startsWith(pattern.bucketOf(pattern.start(bucket).orElseThrow()));
        }
    }
}
