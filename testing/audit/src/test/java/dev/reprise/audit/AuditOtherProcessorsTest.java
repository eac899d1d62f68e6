package dev.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.sample.SampleAsset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that delete rows, and jobs that leave them as they are. */
class AuditOtherProcessorsTest {

    /** After the end of the job. */
    private static final long LATER = AuditWorld.NOW_MICROS - 1_000_000;

    private final AuditWorld world = new AuditWorld();
    private final SampleAsset movie = world.movie(3);

    /** Lets the job have processed every movie, and left the rows as they were loaded. */
    private void processed(String kind) {
        world.pending = "{\"kind\": \"" + kind + "\"}";
        world.deadLetters.clear();
        world.outcomes.clear();
        world.events.forEach(
                event -> world.outcomes.add(OutcomeRecord.of(event.event(), event.round(), Outcome.CHANGED)));
        for (long index = 0; index < world.sample.count(); index++) {
            Operation.Write original = AuditWorld.original(world.sample.at(index));
            world.rows.remove(original.key().assetId());
            world.store(original);
        }
    }

    private void deleted() {
        processed("still-there");
        world.rows.values().removeIf(row -> row.assetType().equals("movie"));
    }

    private List<Violation> found() {
        return world.audit().findings().stream().map(Finding::violation).toList();
    }

    @Test
    void should_verify_a_job_that_deletes_when_every_row_is_gone() {
        deleted();

        assertThat(found()).isEmpty();
        assertThat(world.audit().outcomes().changed()).isEqualTo(110);
    }

    @Test
    void should_find_a_row_that_a_deleting_job_has_left() {
        deleted();
        world.store(AuditWorld.original(movie));

        assertThat(found()).containsExactly(Violation.LOST_WRITE_BACK, Violation.ROW_BELOW_TARGET);
    }

    @Test
    void should_find_a_live_write_that_a_delete_took_away_after_the_end_of_the_job() {
        deleted();
        world.acknowledged(new Operation.Update(AuditWorld.key(movie), LATER, AuditWorld.content(1, "live")));

        assertThat(found()).containsExactly(Violation.LOST_LIVE_OPERATION);
    }

    @Test
    void should_find_a_row_that_came_back_as_it_was_before_a_live_write() {
        deleted();
        world.acknowledged(new Operation.Update(AuditWorld.key(movie), LATER, AuditWorld.content(1, "live")));
        world.store(AuditWorld.original(movie));

        assertThat(found()).contains(Violation.LOST_LIVE_OPERATION);
    }

    @Test
    void should_find_a_row_that_is_gone_without_an_outcome() {
        deleted();
        world.outcomes.replaceAll(one -> one.assetId().equals(movie.assetId())
                ? new OutcomeRecord(
                        one.job(), one.assetType(), one.bucket(), one.assetId(), one.round(), Outcome.UNCHANGED)
                : one);

        assertThat(found()).containsExactly(Violation.WRONG_OUTCOME);
    }

    @Test
    void should_verify_a_job_that_leaves_rows_alone_and_find_any_change_of_a_row() {
        processed("nothing");
        assertThat(found()).isEmpty();

        world.rows.remove(movie.assetId());
        assertThat(found()).containsExactly(Violation.MISSING_ROW);

        processed("nothing");
        world.storeMigrated(AuditWorld.original(movie));
        assertThat(found()).hasSize(1);
    }
}
