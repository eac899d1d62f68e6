package dev.reprise.workload.livewriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProductionTrafficTest {

    private static final Instant NOW = Instant.parse("2026-05-05T12:00:00Z");
    private static final SampleAssets SAMPLE = new SampleAssets(Films.load(), SampleSpec.ofAssets(2000));

    @Test
    void should_be_the_same_when_the_seed_is() {
        assertThat(take(traffic(TrafficMix.ORDINARY, 7), 500)).isEqualTo(take(traffic(TrafficMix.ORDINARY, 7), 500));
        assertThat(take(traffic(TrafficMix.ORDINARY, 8), 500)).isNotEqualTo(take(traffic(TrafficMix.ORDINARY, 7), 500));
    }

    @Test
    void should_mix_operations_when_shares_are_given() {
        var mix = new TrafficMix(0.2, 0.1, 0.1, 0, 60);

        Map<String, Integer> kinds = new HashMap<>();
        take(traffic(mix, 1), 5000)
                .forEach(operation -> kinds.merge(operation.getClass().getSimpleName(), 1, Integer::sum));

        assertThat(kinds.get("Create")).isBetween(900, 1100);
        assertThat(kinds.get("Delete")).isBetween(400, 600);
        assertThat(kinds.get("UpdateWithTtl")).isBetween(400, 600);
        assertThat(kinds.get("Update")).isBetween(2800, 3200);
    }

    @Test
    void should_leave_assets_alone_when_they_are_deleted() {
        var mix = new TrafficMix(0.1, 0.3, 0.1, 0.2, 60);
        Set<UUID> deleted = new HashSet<>();

        for (Operation operation : take(traffic(mix, 1), 4000)) {
            assertThat(deleted).doesNotContain(operation.key().assetId());
            if (operation instanceof Operation.Delete) {
                deleted.add(operation.key().assetId());
            }
        }
        assertThat(deleted).hasSizeGreaterThan(1000);
    }

    @Test
    void should_delete_first_what_it_is_told_to_and_only_what_it_has_not_deleted() {
        ProductionTraffic traffic = traffic(TrafficMix.ORDINARY, 1);
        UUID first = SAMPLE.at(7).assetId();
        UUID second = SAMPLE.at(1300).assetId();

        traffic.deleteNext(List.of(first, UUID.randomUUID(), first, second));
        List<Operation> operations = take(traffic, 500);

        assertThat(operations.subList(0, 2))
                .allMatch(Operation.Delete.class::isInstance)
                .extracting(operation -> operation.key().assetId())
                .containsExactly(first, second);
        assertThat(operations.subList(2, 500))
                .extracting(operation -> operation.key().assetId())
                .doesNotContain(first, second);
    }

    @Test
    void should_have_rising_timestamps_when_the_clock_lags_or_stands() {
        var behind = new WriteClock(InstantSource.fixed(NOW), Duration.ofSeconds(-5));
        var traffic = new ProductionTraffic(SAMPLE, PayloadFactory.unchanged(), behind, TrafficMix.ORDINARY, 1);

        long before = NOW.minusSeconds(5).toEpochMilli() * 1000 - 1;
        for (Operation operation : take(traffic, 1000)) {
            assertThat(operation.timestampMicros()).isEqualTo(before + 1);
            before = operation.timestampMicros();
        }
    }

    @Test
    void should_be_one_microsecond_apart_when_updates_are_twins() {
        List<Operation> operations = take(traffic(new TrafficMix(0, 0, 0, 1, 60), 1), 100);

        for (int i = 0; i < operations.size(); i += 2) {
            Operation first = operations.get(i);
            Operation second = operations.get(i + 1);
            assertThat(second.key()).isEqualTo(first.key());
            assertThat(second.timestampMicros()).isEqualTo(first.timestampMicros() + 1);
            assertThat(content(second)).isNotEqualTo(content(first));
        }
    }

    @Test
    void should_hold_only_the_second_twin_back_when_twins_are_late() {
        ProductionTraffic traffic = traffic(new TrafficMix(0, 0, 0, 1, 60).withTwinsLateBy(200), 1);
        Set<Duration> delays = new HashSet<>();

        for (int pair = 0; pair < 100; pair++) {
            traffic.next();
            assertThat(traffic.delay()).isZero();
            traffic.next();
            assertThat(traffic.delay()).isBetween(Duration.ZERO, Duration.ofMillis(200));
            delays.add(traffic.delay());
        }
        assertThat(delays).hasSizeGreaterThan(50);
    }

    @Test
    void should_create_only_what_it_has_deleted_when_assets_come_back() {
        Set<UUID> deleted = new HashSet<>();
        long back = 0;

        for (Operation operation : take(traffic(new TrafficMix(0, 0.2, 0, 0, 60).withRecreates(0.2), 1), 4000)) {
            UUID assetId = operation.key().assetId();
            if (operation instanceof Operation.Delete) {
                assertThat(deleted.add(assetId)).isTrue();
            } else if (operation instanceof Operation.Create) {
                assertThat(deleted.remove(assetId)).isTrue();
                back++;
            } else {
                assertThat(deleted).doesNotContain(assetId);
            }
        }
        assertThat(back).isGreaterThan(500);
    }

    @Test
    void should_create_within_the_time_of_the_sample_when_all_is_dated_back() {
        var from = Instant.parse("2019-03-01T00:00:00Z");
        var sample = new SampleAssets(
                Films.load(), SampleSpec.ofAssets(100).createdBetween(from, from.plus(Duration.ofDays(1))));
        var traffic = new ProductionTraffic(
                sample, PayloadFactory.unchanged(), clock(), new TrafficMix(1, 0, 0, 0, 60).withBackdated(1), 1);

        assertThat(take(traffic, 100))
                .allMatch(operation -> operation.key().partition().bucket().equals("2019-03"));
        assertThat(sample.at(99).partition().bucket()).isEqualTo("2019-03");
    }

    @Test
    void should_use_new_and_old_buckets_when_it_creates() {
        Set<String> buckets = new HashSet<>();
        Set<UUID> ids = new HashSet<>();

        for (Operation operation : take(traffic(new TrafficMix(1, 0, 0, 0, 60), 1), 400)) {
            AssetKey key = operation.key();
            assertThat(operation).isInstanceOf(Operation.Create.class);
            assertThat(SAMPLE.indexOf(key.assetId())).isEmpty();
            assertThat(key.partition().bucket())
                    .isEqualTo(SAMPLE.spec().buckets().bucketOf(key.assetId()));
            buckets.add(key.partition().bucket());
            ids.add(key.assetId());
        }

        assertThat(ids).hasSize(400);
        assertThat(buckets).contains("2026-05").hasSizeGreaterThan(40);
    }

    @Test
    void should_have_a_payload_of_its_own_when_it_writes() {
        Set<String> payloads = new HashSet<>();
        List<Operation> operations = take(traffic(new TrafficMix(0.2, 0, 0.1, 0.1, 60), 1), 2000);

        operations.forEach(operation ->
                payloads.add(operation.key().assetId() + content(operation).payload()));

        assertThat(payloads).hasSize(2000);
    }

    @Test
    void should_write_what_the_new_release_makes_when_it_is_deployed() {
        PayloadFactory newRelease = (type, before) -> type.equals("movie")
                ? Optional.of(new VersionedPayload(2, before.payload().replace("{", "{\"new\":true,")))
                : Optional.empty();
        var traffic = new ProductionTraffic(SAMPLE, newRelease, clock(), new TrafficMix(0.2, 0, 0, 0, 60), 1);

        assertThat(take(traffic, 200)).allMatch(operation -> content(operation).schemaVersion() == 1);
        traffic.deploy();
        assertThat(take(traffic, 200))
                .allMatch(operation -> content(operation).schemaVersion() == 2)
                .allMatch(operation -> content(operation).payload().startsWith("{\"new\":true,"));
    }

    @Test
    void should_say_so_when_nothing_is_left_to_change() {
        var small = new SampleAssets(Films.load(), SampleSpec.ofAssets(5));
        var traffic =
                new ProductionTraffic(small, PayloadFactory.unchanged(), clock(), new TrafficMix(0, 1, 0, 0, 60), 1);
        take(traffic, 5);

        assertThatThrownBy(traffic::next).hasMessageContaining("nearly every asset is deleted");
    }

    @Test
    void should_refuse_when_shares_are_none() {
        assertThatThrownBy(() -> new TrafficMix(0.6, 0.6, 0, 0, 1)).hasMessageContaining("exceed 1");
        assertThatThrownBy(() -> new TrafficMix(-0.1, 0, 0, 0, 1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> new TrafficMix(0, 0, Double.NaN, 0, 1)).hasMessageContaining("between 0 and 1");
    }

    private static VersionedPayload content(Operation operation) {
        return ((Operation.Write) operation).content();
    }

    private static List<Operation> take(OperationSource source, int count) {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operations.add(source.next());
        }
        return operations;
    }

    private static ProductionTraffic traffic(TrafficMix mix, long seed) {
        return new ProductionTraffic(SAMPLE, PayloadFactory.unchanged(), clock(), mix, seed);
    }

    private static WriteClock clock() {
        return new WriteClock(InstantSource.fixed(NOW), Duration.ZERO);
    }
}
