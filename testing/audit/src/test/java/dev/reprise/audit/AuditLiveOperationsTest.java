package dev.reprise.audit;

import static dev.reprise.audit.AuditRowsTest.assertFound;
import static dev.reprise.audit.AuditWorld.NOW_MICROS;
import static dev.reprise.audit.AuditWorld.content;
import static dev.reprise.audit.AuditWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.sample.SampleAsset;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows that live writers touched: what may be lost is found, and what may be there is not blamed. */
class AuditLiveOperationsTest {

    private static final long MINUTE = 60_000_000;
    private static final long EARLIER = NOW_MICROS - 10 * MINUTE;

    private final AuditWorld world = new AuditWorld();
    private final SampleAsset movie = world.movie(5);
    private final Operation.Update first = new Operation.Update(key(movie), EARLIER, content(1, "first"));
    private final Operation.Update second = new Operation.Update(key(movie), EARLIER + 5, content(1, "second"));
    private final Operation.Update current = new Operation.Update(key(movie), EARLIER + 9, content(2, "current"));
    private final Operation.Delete delete = new Operation.Delete(key(movie), EARLIER + 20);

    @Test
    void should_accept_an_update_when_it_is_as_written() {
        world.acknowledged(first);
        world.acknowledged(current);
        world.store(current);

        AuditReport report = world.audit();

        assertThat(report.findings()).isEmpty();
        assertThat(report.liveOperations()).isEqualTo(2);
    }

    @Test
    void should_accept_an_update_when_the_job_migrated_it() {
        world.acknowledged(second);
        world.acknowledged(first);
        world.storeMigrated(second);

        assertThat(world.audit().findings()).isEmpty();
    }

    @Test
    void should_find_an_update_when_the_migration_has_overwritten_it() {
        world.acknowledged(first);

        AuditReport report = world.audit();

        assertThat(report.lostLiveOperations()).isEqualTo(1);
        assertFound(report, Violation.LOST_LIVE_OPERATION, movie.assetId());
        assertThat(report.findings().get(0).examples().get(0))
                .contains("last job " + AuditWorld.JOB)
                .contains("Update of version 1 with payload")
                .contains("acknowledged (w #1)");
    }

    @Test
    void should_find_an_update_when_an_older_one_outlived_it() {
        world.acknowledged(first);
        world.acknowledged(second);
        world.storeMigrated(first);

        assertFound(world.audit(), Violation.LOST_LIVE_OPERATION, movie.assetId());
    }

    @Test
    void should_find_a_row_when_it_mixes_two_writes() {
        world.acknowledged(current);
        world.store(current);
        world.change(movie.assetId(), row -> row.version = 1);
        assertFound(world.audit(), Violation.MIXED_ROW, movie.assetId());

        world.store(current);
        world.change(movie.assetId(), row -> row.versionWrittenAt++);
        assertFound(world.audit(), Violation.MIXED_ROW, movie.assetId());
    }

    @Test
    void should_find_an_update_when_it_was_left_below_the_target() {
        world.acknowledged(first);
        world.store(first);

        AuditReport report = world.audit();

        assertThat(report.lostLiveOperations()).isZero();
        assertFound(report, Violation.ROW_BELOW_TARGET, movie.assetId());
    }

    @Test
    void should_accept_an_update_below_the_target_when_its_asset_is_dead_lettered() {
        SampleAsset refused = world.refusedMovie(0);
        var update = new Operation.Update(key(refused), EARLIER, content(1, "Comedy"));
        world.acknowledged(update);
        world.store(update);

        assertThat(world.audit().findings()).isEmpty();
    }

    @Test
    void should_find_a_delete_when_its_row_came_back() {
        world.acknowledged(current);
        world.acknowledged(delete);
        world.store(delete);
        assertThat(world.audit().findings()).isEmpty();

        world.store(current);
        assertFound(world.audit(), Violation.LOST_DELETE, movie.assetId());

        world.change(movie.assetId(), row -> {
            row.payloadWrittenAt = NOW_MICROS;
            row.versionWrittenAt = NOW_MICROS;
        });
        AuditReport report = world.audit();
        assertFound(report, Violation.REVIVED_ROW, movie.assetId());
        assertThat(report.lostLiveOperations()).isEqualTo(1);
    }

    @Test
    void should_find_an_update_when_its_row_is_gone() {
        world.acknowledged(current);
        world.rows.remove(movie.assetId());

        assertFound(world.audit(), Violation.LOST_LIVE_OPERATION, movie.assetId());
    }

    @Test
    void should_accept_either_end_when_an_operation_is_of_unknown_end() {
        world.acknowledged(first);
        world.unknown(current);
        world.unknown(delete);

        for (Operation.Write write : new Operation.Write[] {first, current}) {
            world.store(write);
            if (write == first) {
                world.storeMigrated(first);
            }
            assertThat(world.audit().findings()).isEmpty();
        }
        world.store(delete);
        assertThat(world.audit().findings()).isEmpty();
        assertThat(world.audit().unknownLiveOperations()).isEqualTo(2);
    }

    @Test
    void should_not_take_an_unknown_operation_for_an_excuse_when_a_newer_one_is_acknowledged() {
        world.unknown(first);
        world.acknowledged(current);
        world.store(first);

        assertFound(world.audit(), Violation.LOST_LIVE_OPERATION, movie.assetId());
    }

    @Test
    void should_find_a_wrong_row_when_no_operation_is_acknowledged() {
        world.unknown(current);
        assertThat(world.audit().findings()).isEmpty();

        world.store(second);
        assertFound(world.audit(), Violation.WRONG_ROW, movie.assetId());

        world.rows.remove(movie.assetId());
        assertFound(world.audit(), Violation.MISSING_ROW, movie.assetId());
    }

    @Test
    void should_go_by_timestamps_when_clocks_are_skewed() {
        world.acknowledged(second);
        world.acknowledged(first);
        world.storeMigrated(second);
        assertThat(world.audit().findings()).isEmpty();

        world.storeMigrated(first);
        assertFound(world.audit(), Violation.LOST_LIVE_OPERATION, movie.assetId());
    }

    @Test
    void should_find_an_update_between_what_a_job_has_read_and_its_write() {
        var behindSeven = new AuditWorld(7);
        behindSeven.acknowledged(first);
        behindSeven.storeMigrated(first);
        assertThat(behindSeven.audit().findings()).isEmpty();

        behindSeven.acknowledged(second);
        assertFound(behindSeven.audit(), Violation.LOST_LIVE_OPERATION, movie.assetId());

        behindSeven.storeMigrated(second);
        assertThat(behindSeven.audit().findings()).isEmpty();
    }

    @Test
    void should_accept_the_larger_of_two_operations_when_their_timestamps_are_equal() {
        var twin = new Operation.Update(key(movie), current.timestampMicros(), content(2, "twin"));
        world.acknowledged(current);
        world.acknowledged(twin);

        world.store(twin);
        assertThat(world.audit().findings()).isEmpty();
        world.store(current);
        assertFound(world.audit(), Violation.LOST_LIVE_OPERATION, movie.assetId());
        world.store(second);
        assertFound(world.audit(), Violation.LOST_LIVE_OPERATION, movie.assetId());
    }

    @Test
    void should_judge_assets_like_others_when_they_are_created() {
        var key = new AssetKey(
                new AssetPartition("movie", "2026-05"), UUID.fromString("5c7a2000-2c3e-11ea-8000-4d0000000001"));
        var create = new Operation.Create(key, EARLIER, content(1, "created"));
        world.acknowledged(create);

        assertFound(world.audit(), Violation.LOST_LIVE_OPERATION, key.assetId());

        world.process(create);
        assertThat(world.audit().findings()).isEmpty();
    }

    @Test
    void should_accept_that_nothing_is_left_when_a_create_is_of_unknown_end() {
        var key = new AssetKey(
                new AssetPartition("movie", "2026-05"), UUID.fromString("5c7a2000-2c3e-11ea-8000-4d0000000001"));
        world.unknown(new Operation.Create(key, EARLIER, content(2, "created")));

        assertThat(world.audit().findings()).isEmpty();
    }

    @Test
    void should_find_a_row_when_its_end_of_life_got_lost() {
        var expiring = new Operation.UpdateWithTtl(key(movie), EARLIER, content(1, "expiring"), 3600);
        world.acknowledged(expiring);
        world.storeMigrated(expiring);
        assertThat(world.audit().findings()).isEmpty();

        world.change(movie.assetId(), row -> row.ttlSeconds = null);
        assertFound(world.audit(), Violation.LOST_TTL, movie.assetId());

        world.change(movie.assetId(), row -> row.ttlSeconds = 7200);
        assertFound(world.audit(), Violation.WRONG_TTL, movie.assetId());
    }

    @Test
    void should_accept_that_a_row_is_over_when_its_time_has_come_and_not_before() {
        world.rows.remove(movie.assetId());

        world.acknowledged(new Operation.UpdateWithTtl(key(movie), EARLIER, content(2, "x"), 600));
        assertThat(world.audit().findings()).isEmpty();

        world.operations.clear();
        world.acknowledged(new Operation.UpdateWithTtl(key(movie), EARLIER, content(2, "x"), 700));
        assertFound(world.audit(), Violation.LOST_LIVE_OPERATION, movie.assetId());
    }
}
