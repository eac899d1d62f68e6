package dev.reprise.assets;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdRangeTest {

    private static final AssetPartition PARTITION = new AssetPartition("movie", "2024-03");

    private static final int ROUNDS = 20_000;

    /** The order of Cassandra's {@code TimeUUIDType}: by time, then by the other eight bytes, each of them signed. */
    private static final Comparator<UUID> TIMEUUID_ORDER = Comparator.comparingLong(UUID::timestamp)
            .thenComparing((one, other) -> {
                for (int shift = 56; shift >= 0; shift -= 8) {
                    int difference = Byte.compare((byte) (one.getLeastSignificantBits() >> shift), (byte)
                            (other.getLeastSignificantBits() >> shift));
                    if (difference != 0) {
                        return difference;
                    }
                }
                return 0;
            });

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "1582-10-15T00:00:00Z",
                "2024-02-29T23:59:59.999Z",
                "2038-01-19T03:14:08Z",
                "5236-03-31T21:20:59.001Z"
            })
    void should_agree_with_the_driver_when_a_bound_is_a_whole_millisecond(Instant instant) {
        // when
        IdRange range = IdRange.of(PARTITION, instant, instant.plusMillis(1));

        // then
        assertThat(range.lowest()).isEqualTo(Uuids.startOf(instant.toEpochMilli()));
        assertThat(range.below()).isEqualTo(Uuids.startOf(instant.toEpochMilli() + 1));
        assertThat(contains(range, Uuids.startOf(instant.toEpochMilli()))).isTrue();
        assertThat(contains(range, Uuids.endOf(instant.toEpochMilli()))).isTrue();
        assertThat(contains(range, Uuids.endOf(instant.toEpochMilli() - 1))).isFalse();
        assertThat(contains(range, Uuids.startOf(instant.toEpochMilli() + 1))).isFalse();
    }

    @Test
    void should_be_cut_at_its_older_end_when_only_the_newest_part_is_asked_for() {
        // given
        Instant from = Instant.parse("2024-03-01T00:00:00Z");
        IdRange range = IdRange.of(PARTITION, from, from.plusSeconds(10));

        // when
        IdRange part = range.newest(range.ticks() / 10);

        // then
        assertThat(part).isEqualTo(IdRange.of(PARTITION, from.plusSeconds(9), from.plusSeconds(10)));
        assertThat(range.newest(range.ticks())).isEqualTo(range);
        assertThat(IdRange.of(PARTITION, null, null).newest(Long.MAX_VALUE))
                .isEqualTo(IdRange.of(PARTITION, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "99, 1",
        "100, 1",
        "101, 2",
        "999999900, 9999999",
        "999999901, 10000000",
        "999999999, 10000000"
    })
    void should_round_up_to_the_next_tick_when_a_bound_lies_between_two(int nanos, long tick) {
        // given
        Instant second = Instant.parse("2024-01-01T00:00:00Z");

        // when
        UUID lowest = IdRange.of(PARTITION, second.plusNanos(nanos), null).lowest();

        // then
        assertThat(lowest.timestamp() - Uuids.startOf(second.toEpochMilli()).timestamp())
                .isEqualTo(tick);
    }

    @Test
    void should_hold_every_time_based_id_when_there_are_no_bounds() {
        // given
        IdRange range = IdRange.of(PARTITION, null, null);

        // when / then
        assertThat(range.lowest()).hasToString("00000000-0000-1000-8080-808080808080");
        assertThat(range.below()).hasToString("ffffffff-ffff-1fff-7f7f-7f7f7f7f7f7f");
        assertThat(contains(range, new UUID(0x1000L, 0x8080_8080_8080_8080L))).isTrue();
        assertThat(contains(range, new UUID(0xFFFF_FFFF_FFFF_1FFFL, 0x7F7F_7F7F_7F7F_7F7EL)))
                .isTrue();
    }

    @Test
    void should_be_valid_for_cassandra_when_bounds_are_the_extremes() {
        // when / then, the server takes nothing but version 1 for a timeuuid
        for (Instant instant : new Instant[] {Instant.MIN, Instant.EPOCH, Instant.MAX}) {
            assertThat(IdRange.of(PARTITION, instant, instant).lowest().version())
                    .isEqualTo(1);
            assertThat(IdRange.of(PARTITION, instant, instant).below().version())
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "-1000000000-01-01T00:00:00Z, true",
        "1582-10-14T23:59:59.999999999Z, true",
        "5236-03-31T21:21:01Z, false",
        "+1000000000-12-31T23:59:59.999999999Z, false"
    })
    void should_end_where_ids_end_when_no_id_can_hold_the_instant(Instant instant, boolean before) {
        // given
        UUID first = new UUID(0x1000L, 0x8080_8080_8080_8080L);
        UUID last = new UUID(0xFFFF_FFFF_FFFF_1FFFL, 0x7F7F_7F7F_7F7F_7F7EL);

        // when
        IdRange from = IdRange.of(PARTITION, instant, null);
        IdRange to = IdRange.of(PARTITION, null, instant);

        // then
        assertThat(contains(from, first)).isEqualTo(before);
        assertThat(contains(from, last)).isEqualTo(before);
        assertThat(contains(to, first)).isEqualTo(!before);
        assertThat(contains(to, last)).isEqualTo(!before);
    }

    @Test
    void should_hold_an_id_exactly_when_it_was_created_within_the_range() {
        // given
        Random random = SeededRandom.of("range of random instants");

        for (int i = 0; i < ROUNDS; i++) {
            UUID id = new UUID((random.nextLong() & ~0xF000L) | 0x1000L, random.nextLong());
            Instant created = Instant.parse("1582-10-15T00:00:00Z")
                    .plus(id.timestamp() / 10, ChronoUnit.MICROS)
                    .plusNanos(id.timestamp() % 10 * 100);
            Instant from = near(random, created);
            Instant to = near(random, created);

            // when
            IdRange range = IdRange.of(PARTITION, from, to);

            // then
            assertThat(contains(range, id))
                    .as("%s created %s, from %s to %s", id, created, from, to)
                    .isEqualTo((from == null || !created.isBefore(from)) && (to == null || created.isBefore(to)));
        }
    }

    @Test
    void should_keep_its_lower_bound_when_a_cursor_moves_down() {
        // given
        IdRange range = IdRange.of(PARTITION, Instant.parse("2024-01-01T00:00:00Z"), null);
        UUID cursor = Uuids.startOf(Instant.parse("2024-02-01T00:00:00Z").toEpochMilli());

        // when / then
        assertThat(range.below(cursor)).isEqualTo(new IdRange(PARTITION, range.lowest(), cursor));
        assertThat(contains(range.below(cursor), cursor)).isFalse();
    }

    private static boolean contains(IdRange range, UUID id) {
        return TIMEUUID_ORDER.compare(range.lowest(), id) <= 0 && TIMEUUID_ORDER.compare(id, range.below()) < 0;
    }

    private static @Nullable Instant near(Random random, Instant instant) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> instant;
            case 2 -> instant.plusNanos(1);
            case 3 -> instant.minusNanos(1);
            case 4 -> instant.plusSeconds(random.nextInt());
            default -> instant.plusNanos(random.nextInt(1000) - 500);
        };
    }
}
