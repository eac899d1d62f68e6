package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.internal.core.type.UserDefinedTypeBuilder;
import dev.reprise.assets.BucketPattern;
import dev.reprise.assets.SeededRandom;
import dev.reprise.assets.UnusableBucketException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketColumnTest {

    private static final int ROUNDS = 2_000;

    private static final Map<String, DataType> TYPES = Map.of(
            "text", DataTypes.TEXT,
            "int", DataTypes.INT,
            "bigint", DataTypes.BIGINT,
            "date", DataTypes.DATE,
            "timestamp", DataTypes.TIMESTAMP);

    private static BucketColumn column(String type, String pattern) {
        return new BucketColumn("bucket", type(type), BucketPattern.of(pattern));
    }

    private static DataType type(String name) {
        DataType type = TYPES.get(name);
        if (type == null) {
            throw new IllegalArgumentException(name);
        }
        return type;
    }

    /** A value with one field of this type, read and written by the same interfaces as a row and a statement. */
    private static UdtValue row(String type) {
        return new UserDefinedTypeBuilder("k", "row")
                .withField("bucket", type(type))
                .build()
                .newValue();
    }

    @ParameterizedTest
    @CsvSource({
        "text, yyyy-MM",
        "text, yyyy-MM#16",
        "int, yyyy",
        "int, yyyyMM",
        "int, yyyyMMdd",
        "int, yyyyMMddHH",
        "bigint, yyyyMMddHH",
        "bigint, yyyyMM#1",
        "date, yyyy",
        "date, yyyy-MM",
        "date, yyyy-MM-dd'T'",
        "timestamp, yyyy-MM",
        "timestamp, yyyy-MM-dd-HH"
    })
    void should_read_back_every_bucket_when_the_type_serves_the_pattern(String type, String pattern) {
        Random random = SeededRandom.of("buckets of random ids in a column");
        BucketPattern buckets = BucketPattern.of(pattern);
        BucketColumn column = column(type, pattern);
        long recent = Instant.parse("2050-01-01T00:00:00Z").toEpochMilli();

        assertThat(BucketColumn.problem(type(type), buckets)).isEmpty();
        for (int i = 0; i < ROUNDS; i++) {
            UUID id = com.datastax.oss.driver.api.core.uuid.Uuids.startOf(Math.floorMod(random.nextLong(), recent));
            String bucket = buckets.bucketOf(id);

            assertThat(column.text(column.bind(row(type), bucket))).isEqualTo(bucket);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "int, yyyy-MM, digits",
        "int, yyyyMM#16, digits",
        "int, yyyy-M, digits",
        "bigint, yyyy-MM, digits",
        "bigint, yyyyMM'm', digits",
        "bigint, yyyyyyMM, digits",
        "date, yyyy-MM#16, without shards",
        "date, yyyy-MM-dd-HH, of days",
        "timestamp, yyyy-MM-dd-HH#2, without shards"
    })
    void should_say_what_it_needs_when_the_type_cannot_serve_the_pattern(String type, String pattern, String needs) {
        assertThat(BucketColumn.problem(type(type), BucketPattern.of(pattern)))
                .hasValueSatisfying(problem -> assertThat(problem).contains(needs));
    }

    @Test
    void should_name_a_date_when_it_is_not_the_first_of_its_bucket() {
        BucketColumn months = column("date", "yyyy-MM");

        assertThat(months.text(row("date").setLocalDate("bucket", LocalDate.parse("2024-03-01"))))
                .isEqualTo("2024-03");
        for (LocalDate date : List.of(LocalDate.parse("2024-03-17"), LocalDate.of(-43, 3, 1))) {
            assertThatThrownBy(() -> months.text(row("date").setLocalDate("bucket", date)))
                    .isInstanceOf(UnusableBucketException.class)
                    .hasMessageContaining("the bucket " + date)
                    .hasMessageContaining("pattern yyyy-MM");
        }
    }

    @Test
    void should_name_a_timestamp_when_it_is_not_the_first_of_its_bucket() {
        BucketColumn hours = column("timestamp", "yyyy-MM-dd-HH");

        assertThat(hours.text(row("timestamp").setInstant("bucket", Instant.parse("2024-03-17T05:00:00Z"))))
                .isEqualTo("2024-03-17-05");
        for (String instant : List.of("2024-03-17T05:00:00.001Z", "2024-03-17T05:30:00Z")) {
            assertThatThrownBy(() -> hours.text(row("timestamp").setInstant("bucket", Instant.parse(instant))))
                    .isInstanceOf(UnusableBucketException.class)
                    .hasMessageContaining("the bucket " + instant);
        }
    }

    @Test
    void should_keep_apart_numbers_that_do_not_follow_the_pattern() {
        for (String type : List.of("int", "bigint")) {
            BucketColumn column = column(type, "yyyyMM");
            for (String bucket : List.of("0", "-5", "20240317", "202413")) {
                assertThat(column.text(column.bind(row(type), bucket))).isEqualTo(bucket);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "int, yyyyMM, 007",
        "int, yyyyMM, +7",
        "int, yyyyMM, 4294967296",
        "bigint, yyyyMM, -0",
        "bigint, yyyyMM, seven",
        "date, yyyy-MM-dd, 2023-02-29",
        "date, yyyy-MM, 2024-03-01",
        "timestamp, yyyy-MM, march"
    })
    void should_refuse_a_text_when_no_bucket_has_it(String type, String pattern, String bucket) {
        assertThatThrownBy(() -> column(type, pattern).bind(row(type), bucket))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
