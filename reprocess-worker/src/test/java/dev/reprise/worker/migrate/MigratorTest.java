package dev.reprise.worker.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.FencedWrite;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MigratorTest {

    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
    private static final long NOW_MICROS = NOW.getEpochSecond() * 1_000_000;
    private static final long OLD_MICROS = NOW_MICROS - 3_600_000_000L;
    private static final UUID ID = new UUID(0x1000L, 1);
    private static final Migrator.Target TO_2 = new Migrator.Target("job-1", "movie", 2);
    private static final Migrator.Target TO_3 = new Migrator.Target("job-1", "movie", 3);

    private final Migrator migrator =
            new Migrator(SampleMigrations.catalog(), new Migrator.Rules(Duration.ofSeconds(2), 100));

    private static Asset asset(
            @Nullable Integer version, @Nullable String payload, long writtenAt, @Nullable String lastJob) {
        ByteBuffer bytes = payload == null ? null : ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8));
        return new Asset(ID, version, bytes, writtenAt, null, lastJob);
    }

    private Decision decide(Migrator.Target target, Asset asset) {
        return migrator.decide(target, asset, NOW.toEpochMilli(), step -> {});
    }

    private Failure failure(Migrator.Target target, Asset asset) {
        Decision decision = decide(target, asset);
        assertThat(decision).isInstanceOf(Decision.Failed.class);
        return ((Decision.Failed) decision).failure();
    }

    private static String payloadOf(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Write.class);
        FencedWrite write = ((Decision.Write) decision).write();
        return StandardCharsets.UTF_8.decode(write.payload().duplicate()).toString();
    }

    @Test
    void should_apply_the_chain_in_one_write_when_several_versions_behind() {
        Decision decision = decide(TO_3, asset(1, "{\"a\":1}", OLD_MICROS, null));

        assertThat(payloadOf(decision)).contains("\"two\":true").contains("\"three\":true");
        assertThat(((Decision.Write) decision).write().schemaVersion()).isEqualTo(3);
        assertThat(((Decision.Write) decision).write().timestampMicros()).isEqualTo(OLD_MICROS + 1);
    }

    @Test
    void should_keep_every_digit_of_a_number_it_does_not_touch() {
        String digits = "1.10000000000000000000000000000001";

        Decision decision = decide(TO_2, asset(1, "{\"a\":" + digits + "}", OLD_MICROS, null));

        assertThat(payloadOf(decision)).contains("\"a\":" + digits);
    }

    @Test
    void should_leave_a_row_to_its_live_writer_when_it_has_not_settled() {
        for (long age : new long[] {0, 1_000_000, 1_999_999, -1_999_999}) {
            assertThat(decide(TO_2, asset(1, "{\"a\":1}", NOW_MICROS - age, null)))
                    .as("age of %d microseconds", age)
                    .isEqualTo(new Decision.Settled(Outcome.OVERTAKEN));
        }
        assertThat(decide(TO_2, asset(1, "{\"a\":1}", NOW_MICROS - 2_000_000, null)))
                .isInstanceOf(Decision.Write.class);
    }

    @Test
    void should_say_so_when_the_write_time_lies_in_the_future() {
        long ahead = NOW_MICROS + 5_000_000;

        assertThat(decide(TO_2, asset(1, "{\"a\":1}", ahead, null))).isEqualTo(new Decision.Ahead(ahead));
        assertThat(decide(TO_2, asset(1, "{\"a\":1}", Long.MAX_VALUE, null)))
                .isEqualTo(new Decision.Ahead(Long.MAX_VALUE));
        assertThat(decide(TO_2, asset(1, "{\"a\":1}", Long.MIN_VALUE, null)))
                .as("however long ago")
                .isInstanceOf(Decision.Write.class);
    }

    @Test
    void should_name_each_step_when_it_begins() {
        List<String> steps = new ArrayList<>();

        var unused = migrator.decide(
                TO_3, asset(1, "{\"a\":1}", OLD_MICROS, null), NOW.toEpochMilli(), step -> steps.add("" + step.name()));

        assertThat(steps).startsWith("movie/V2__two", "movie/V3__three");
    }

    @Test
    void should_tell_current_rows_from_its_own_when_replayed() {
        assertThat(decide(TO_2, asset(2, "{}", OLD_MICROS, null))).isEqualTo(new Decision.Settled(Outcome.UNCHANGED));
        assertThat(decide(TO_2, asset(2, "{}", OLD_MICROS, "another-job")))
                .isEqualTo(new Decision.Settled(Outcome.UNCHANGED));
        assertThat(decide(TO_2, asset(2, "{}", OLD_MICROS, "job-1"))).isEqualTo(new Decision.Settled(Outcome.CHANGED));
    }

    @Test
    void should_take_a_row_for_gone_when_nothing_but_our_stamp_is_left() {
        assertThat(decide(TO_2, asset(null, null, 0, "another-job"))).isEqualTo(new Decision.Settled(Outcome.GONE));
    }

    @Test
    void should_name_stage_and_cause_when_a_payload_cannot_be_processed() {
        assertThat(failure(TO_2, asset(1, null, OLD_MICROS, null)).cause()).isEqualTo("NullPayload");
        assertThat(failure(TO_2, asset(null, "{}", OLD_MICROS, null)).cause()).isEqualTo("NoSchemaVersion");
        assertThat(failure(TO_2, asset(0, "{}", OLD_MICROS, null)).cause()).isEqualTo("NoMigrationPath");
        assertThat(failure(TO_2, asset(1, "{\"a\":" + "1".repeat(100) + "}", OLD_MICROS, null))
                        .cause())
                .isEqualTo("PayloadTooLarge");

        Failure notJson = failure(TO_2, asset(1, "{\"secret", OLD_MICROS, null));
        assertThat(notJson.stage()).isEqualTo(Stage.READ);
        assertThat(notJson.cause()).isEqualTo("PayloadNotJson");
        assertThat(notJson.reason()).contains("line 1").doesNotContain("secret");

        Failure refused = failure(TO_2, asset(1, "{\"a\":1,\"bad\":true}", OLD_MICROS, null));
        assertThat(refused.stage()).isEqualTo(Stage.MIGRATE);
        assertThat(refused.reason()).contains("bad is not wanted");
        assertThat(refused.migration()).startsWith("movie/V2__two@");

        Failure invalid = failure(TO_2, asset(1, "{\"a\":\"text\"}", OLD_MICROS, null));
        assertThat(invalid.stage()).isEqualTo(Stage.VALIDATE);
        assertThat(invalid.cause()).isEqualTo("SchemaViolation");
        assertThat(invalid.migration()).startsWith("schemas/movie/v2@");
    }

    @Test
    void should_fail_when_something_follows_the_payload() {
        assertThat(failure(TO_2, asset(1, "{\"a\":1} {\"b\":2}", OLD_MICROS, null))
                        .cause())
                .isEqualTo("PayloadNotJson");
    }
}
