package dev.reprise.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.pipeline.RowJudgement.Judged;
import dev.reprise.pipeline.result.Result;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MigratePipelineTest {

    private static final Instant NOW = MigrateTasks.NOW;
    private static final long NOW_MICROS = NOW.getEpochSecond() * 1_000_000;
    private static final long OLD_MICROS = NOW_MICROS - 3_600_000_000L;
    private static final UUID ID = new UUID(0x1000L, 1);
    private static final RowTask<FencedWrite> TO_2 = MigrateTasks.task(SampleMigrations.catalog(), "movie", 2, 100);
    private static final RowTask<FencedWrite> TO_3 = MigrateTasks.task(SampleMigrations.catalog(), "movie", 3, 100);

    private static Asset asset(
            @Nullable Integer version, @Nullable String payload, long writtenAt, @Nullable String lastJob) {
        ByteBuffer bytes = payload == null ? null : ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8));
        return new Asset(ID, version, bytes, writtenAt, null, lastJob);
    }

    private static Judged<FencedWrite> decide(RowTask<FencedWrite> task, Asset asset) {
        return MigrateTasks.judge(task, asset, step -> {});
    }

    private static Failure failure(RowTask<FencedWrite> task, Asset asset) {
        Result result = decide(task, asset).result();
        assertThat(result).isInstanceOf(Result.Failed.class);
        return ((Result.Failed) Objects.requireNonNull(result)).failure();
    }

    private static Judged<FencedWrite> settled(Outcome outcome) {
        return new Judged<>(new Result.Done(outcome, false), null);
    }

    private static FencedWrite write(Judged<FencedWrite> judged) {
        assertThat(judged.effect()).isNotNull();
        return Objects.requireNonNull(judged.effect());
    }

    private static String payloadOf(Judged<FencedWrite> judged) {
        return StandardCharsets.UTF_8
                .decode(write(judged).payload().duplicate())
                .toString();
    }

    @Test
    void should_apply_the_chain_in_one_write_when_several_versions_behind() {
        Judged<FencedWrite> decision = decide(TO_3, asset(1, "{\"a\":1}", OLD_MICROS, null));

        assertThat(payloadOf(decision)).contains("\"two\":true").contains("\"three\":true");
        assertThat(write(decision).schemaVersion()).isEqualTo(3);
        assertThat(write(decision).timestampMicros()).isEqualTo(OLD_MICROS + 1);
    }

    @Test
    void should_keep_every_digit_of_a_number_it_does_not_touch() {
        String digits = "1.10000000000000000000000000000001";

        Judged<FencedWrite> decision = decide(TO_2, asset(1, "{\"a\":" + digits + "}", OLD_MICROS, null));

        assertThat(payloadOf(decision)).contains("\"a\":" + digits);
    }

    @Test
    void should_leave_a_row_to_its_live_writer_when_it_has_not_settled() {
        // What counts is the time of the write, one microsecond above.
        for (long age : new long[] {0, 1_000_000, 2_000_000, -1_999_999}) {
            assertThat(decide(TO_2, asset(1, "{\"a\":1}", NOW_MICROS - age, null)))
                    .as("age of %d microseconds", age)
                    .isEqualTo(settled(Outcome.OVERTAKEN));
        }
        assertThat(decide(TO_2, asset(1, "{\"a\":1}", NOW_MICROS - 2_000_001, null))
                        .effect())
                .isNotNull();
    }

    @Test
    void should_say_so_when_the_write_time_lies_in_the_future() {
        long ahead = NOW_MICROS + 5_000_000;

        assertThat(decide(TO_2, asset(1, "{\"a\":1}", ahead, null)))
                .isEqualTo(new Judged<>(new Result.Ahead(ahead, false), null));
        assertThat(decide(TO_2, asset(1, "{\"a\":1}", Long.MAX_VALUE, null)))
                .isEqualTo(new Judged<>(new Result.Ahead(Long.MAX_VALUE, false), null));
        assertThat(decide(TO_2, asset(1, "{\"a\":1}", Long.MIN_VALUE, null)).effect())
                .as("however long ago")
                .isNotNull();
    }

    @Test
    void should_name_each_step_when_it_begins() {
        List<String> steps = new ArrayList<>();

        var unused =
                MigrateTasks.judge(TO_3, asset(1, "{\"a\":1}", OLD_MICROS, null), step -> steps.add("" + step.name()));

        assertThat(steps).startsWith("movie/V2__two", "movie/V3__three");
    }

    @Test
    void should_tell_current_rows_from_its_own_when_replayed() {
        assertThat(decide(TO_2, asset(2, "{}", OLD_MICROS, null))).isEqualTo(settled(Outcome.UNCHANGED));
        assertThat(decide(TO_2, asset(2, "{}", OLD_MICROS, "another-job"))).isEqualTo(settled(Outcome.UNCHANGED));
        assertThat(decide(TO_2, asset(2, "{}", OLD_MICROS, "job-1"))).isEqualTo(settled(Outcome.CHANGED));
    }

    @Test
    void should_take_a_row_for_gone_when_nothing_but_our_stamp_is_left() {
        assertThat(decide(TO_2, asset(null, null, 0, "another-job"))).isEqualTo(settled(Outcome.GONE));
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
