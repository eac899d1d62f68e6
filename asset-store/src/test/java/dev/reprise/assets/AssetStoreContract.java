package dev.reprise.assets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every asset store, the fake of the unit tests and the real ones of both layouts. */
public abstract class AssetStoreContract {

    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);
    private static final long WRITTEN_AT = 1_700_000_000_000_000L;

    private int ids;

    /** Returns where the rows of the contract live. */
    protected AssetPartition partition() {
        return new AssetPartition("movie", "2024-03");
    }

    /** Returns the store under test. */
    protected abstract AssetStore store();

    /** Writes a row as a live writer does that gives timestamps. */
    protected abstract void put(UUID assetId, int version, String payload, int ttl, long writtenAtMicros);

    /** Deletes a row as a live writer does that gives timestamps. */
    protected abstract void delete(UUID assetId, long deletedAtMicros);

    /** Writes a row as a live writer does that uses lightweight transactions. */
    protected abstract void putSerially(UUID assetId, int version, String payload, int ttl);

    /** Deletes a row as a live writer does that uses lightweight transactions. */
    protected abstract void deleteSerially(UUID assetId);

    @Test
    void should_find_the_rows_that_exist_when_read() {
        UUID one = written("{\"a\":1}", 0);
        UUID missing = nextId();

        Map<UUID, Asset> found = answer(store().read(partition(), List.of(one, missing)));

        assertThat(found).containsOnlyKeys(one);
        assertThat(found.get(one)).isEqualTo(new Asset(one, 1, bytes("{\"a\":1}"), WRITTEN_AT, null, null));
    }

    @Test
    void should_find_the_end_of_one_run_and_the_beginning_of_another_without_what_lies_between() {
        List<UUID> wanted = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            UUID id = written("{\"a\":" + i + "}", 0);
            if (i < 5 || i >= 93) {
                wanted.add(id);
            }
        }

        assertThat(answer(store().read(partition(), wanted))).containsOnlyKeys(wanted);
    }

    @Test
    void should_find_every_row_when_more_are_read_than_one_request_takes() {
        List<UUID> wanted = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            wanted.add(written("{\"a\":" + i + "}", 0));
        }

        assertThat(answer(store().read(partition(), wanted))).containsOnlyKeys(wanted);
    }

    @Test
    void should_store_one_microsecond_above_what_was_read_when_nobody_else_writes() {
        UUID one = written("{\"a\":1}", 0);
        UUID other = written("{\"a\":2}", 0);
        List<FencedWrite> writes = List.of(replacing(read(one), "{\"b\":1}"), replacing(read(other), "{\"b\":2}"));

        answer(store().write(partition(), writes));
        answer(store().write(partition(), writes));

        assertThat(read(one)).isEqualTo(new Asset(one, 2, bytes("{\"b\":1}"), WRITTEN_AT + 1, null, "job-1"));
        assertThat(read(other)).isEqualTo(new Asset(other, 2, bytes("{\"b\":2}"), WRITTEN_AT + 1, null, "job-1"));
    }

    @Test
    void should_let_the_live_write_win_when_it_is_newer_and_arrived_before() {
        UUID one = written("{\"a\":1}", 0);
        FencedWrite write = replacing(read(one), "{\"b\":1}");
        put(one, 1, "{\"live\":1}", 0, WRITTEN_AT + 5);

        answer(store().write(partition(), List.of(write)));

        assertThat(read(one).payload()).isEqualTo(bytes("{\"live\":1}"));
        assertThat(read(one).schemaVersion()).isEqualTo(1);
    }

    @Test
    void should_leave_a_row_deleted_when_it_was_deleted_after_it_was_read() {
        UUID one = written("{\"a\":1}", 0);
        FencedWrite write = replacing(read(one), "{\"b\":1}");
        delete(one, WRITTEN_AT + 5);

        answer(store().write(partition(), List.of(write)));

        assertThat(answer(store().read(partition(), List.of(one)))).isEmpty();
    }

    @Test
    void should_write_the_rest_of_the_life_when_the_row_has_an_end() {
        UUID fenced = written("{\"a\":1}", 900);
        UUID conditional = nextId();
        putSerially(conditional, 1, "{\"a\":1}", 900);

        answer(store().write(partition(), List.of(replacing(read(fenced), "{\"b\":1}"))));
        answer(store().writeIfUnchanged(
                        partition(), List.of(replacing(read(conditional), "{\"b\":1}")), new Cancellation()));

        assertThat(read(fenced).ttlSeconds()).isBetween(500, 900);
        assertThat(read(conditional).ttlSeconds()).isBetween(500, 900);
        assertThat(read(conditional).schemaVersion()).isEqualTo(2);
    }

    @Test
    void should_write_all_when_all_are_unchanged() {
        UUID one = writtenSerially("{\"a\":1}");
        UUID other = writtenSerially("{\"a\":2}");
        List<FencedWrite> writes = List.of(replacing(read(one), "{\"b\":1}"), replacing(read(other), "{\"b\":2}"));

        Set<UUID> changed = answer(store().writeIfUnchanged(partition(), writes, new Cancellation()));

        assertThat(changed).isEmpty();
        assertMigrated(one, "{\"b\":1}");
        assertMigrated(other, "{\"b\":2}");
    }

    @Test
    void should_leave_alone_and_name_what_has_changed_when_its_neighbours_have_not() {
        UUID kept = writtenSerially("{\"a\":1}");
        UUID updated = writtenSerially("{\"a\":2}");
        UUID deleted = writtenSerially("{\"a\":3}");
        UUID otherVersion = writtenSerially("{\"a\":4}");
        List<FencedWrite> writes = List.of(
                replacing(read(kept), "{\"b\":1}"),
                replacing(read(updated), "{\"b\":2}"),
                replacing(read(deleted), "{\"b\":3}"),
                replacing(read(otherVersion), "{\"b\":4}"));
        putSerially(updated, 1, "{\"live\":2}", 0);
        deleteSerially(deleted);
        putSerially(otherVersion, 2, "{\"a\":4}", 0);

        Set<UUID> changed = answer(store().writeIfUnchanged(partition(), writes, new Cancellation()));

        assertThat(changed).containsExactlyInAnyOrder(updated, deleted, otherVersion);
        assertMigrated(kept, "{\"b\":1}");
        assertThat(read(updated).payload()).isEqualTo(bytes("{\"live\":2}"));
        assertThat(read(otherVersion).payload()).isEqualTo(bytes("{\"a\":4}"));
        assertThat(answer(store().read(partition(), List.of(deleted)))).isEmpty();
    }

    @Test
    void should_know_its_own_write_again_when_the_answer_was_lost() {
        UUID one = writtenSerially("{\"a\":1}");
        UUID other = writtenSerially("{\"a\":2}");
        List<FencedWrite> writes = List.of(replacing(read(one), "{\"b\":1}"), replacing(read(other), "{\"b\":2}"));
        answer(store().writeIfUnchanged(partition(), writes, new Cancellation()));
        putSerially(other, 1, "{\"live\":2}", 0);

        Set<UUID> changed = answer(store().writeIfUnchanged(partition(), writes, new Cancellation()));

        assertThat(changed).containsExactly(other);
        assertMigrated(one, "{\"b\":1}");
        assertThat(read(other).payload()).isEqualTo(bytes("{\"live\":2}"));
    }

    @Test
    void should_not_repeat_itself_when_a_live_writer_has_put_back_the_old_values_meanwhile() {
        UUID one = writtenSerially("{\"a\":1}");
        List<FencedWrite> writes = List.of(replacing(read(one), "{\"b\":1}"));
        answer(store().writeIfUnchanged(partition(), writes, new Cancellation()));
        putSerially(one, 1, "{\"a\":1}", 0);

        assertThat(answer(store().writeIfUnchanged(partition(), writes, new Cancellation())))
                .containsExactly(one);
        assertThat(read(one).schemaVersion()).isEqualTo(1);
    }

    /** Of the earlier job the payload is the greater cell, of the later one the version: at one time the row would mix both. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_keep_the_write_of_the_later_job_whole_when_that_of_an_earlier_one_meets_it(boolean earlierIsLate) {
        UUID one = written("{\"a\":1}", 0);
        Asset read = read(one);
        var earlier = FencedWrite.replacing(read, 2, bytes("{\"c\":1}"), "job-b", 1);
        var later = FencedWrite.replacing(read, 3, bytes("{\"b\":1}"), "job-a", 2);

        answer(store().write(partition(), List.of(earlierIsLate ? later : earlier)));
        answer(store().write(partition(), List.of(earlierIsLate ? earlier : later)));

        assertThat(read(one)).isEqualTo(new Asset(one, 3, bytes("{\"b\":1}"), WRITTEN_AT + 2, null, "job-a"));
    }

    private UUID written(String payload, int ttl) {
        UUID id = nextId();
        put(id, 1, payload, ttl, WRITTEN_AT);
        return id;
    }

    private UUID writtenSerially(String payload) {
        UUID id = nextId();
        putSerially(id, 1, payload, 0);
        return id;
    }

    private void assertMigrated(UUID id, String payload) {
        Asset row = read(id);
        assertThat(row.payload()).isEqualTo(bytes(payload));
        assertThat(row.schemaVersion()).isEqualTo(2);
        assertThat(row.lastJob()).isEqualTo("job-1");
    }

    private Asset read(UUID id) {
        Asset row = answer(store().read(partition(), List.of(id))).get(id);
        if (row == null) {
            throw new AssertionError("there is no row " + id);
        }
        return row;
    }

    private static FencedWrite replacing(Asset read, String payload) {
        return FencedWrite.replacing(read, 2, bytes(payload), "job-1", 1);
    }

    /** Ids of version 1, as {@code timeuuid} wants them, and new ones for each test and each instance. */
    protected UUID nextId() {
        ids++;
        return new UUID((((long) System.identityHashCode(this) + ids) << 32) | 0x1000L, 0x8000_0000_0000_0000L | ids);
    }

    /** Returns the bytes of a payload. */
    protected static ByteBuffer bytes(String payload) {
        return ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for an answer, within bounds. */
    protected static <T extends @Nullable Object> T answer(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        var over = new CountDownLatch(1);
        var unused = future.whenComplete((value, failure) -> over.countDown());
        try {
            assertThat(over.await(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return Finished.result(future);
    }
}
