package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import java.time.Instant;
import java.util.SplittableRandom;

/** Something that others bring in beside the job of the round: it must not disturb the job, and comes to its own end. */
sealed interface Intrusion extends Fault {

    /** Makes one. */
    static Intrusion of(SplittableRandom random) {
        return new SlowMigration(20 + random.nextInt(20), 1 + random.nextInt(3));
    }

    @Override
    default boolean stalls() {
        return false;
    }

    /**
     * A job of its own with rows whose migration does not return within the time that a decision may take.
     *
     * @param rows that migrate at once
     * @param slow rows that do not
     */
    record SlowMigration(int rows, int slow) implements Intrusion {

        /** Seconds on a fast machine; it returns in the end, so that later rounds have their processors back. */
        private static final int SLOW_NUMBER = 34;

        @Override
        public void strike(Arena arena) {
            String job = "slow-" + arena.job().id();
            Instant from = arena.day();
            for (int row = 0; row < rows + slow; row++) {
                arena.rows()
                        .insert(
                                "riddle",
                                arena.bucket(),
                                from.plusMillis(row),
                                "{\"n\":" + (row < slow ? SLOW_NUMBER : 3) + "}");
            }
            arena.client()
                    .post("{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"riddle\",\"from\":\""
                            + from + "\",\"to\":\"" + from.plusSeconds(60)
                            + "\"},\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}");
            arena.atTheEnd(() -> {
                Job ended = arena.client().awaitEnd(job);
                assertThat(ended.state()).as(ended::toString).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
                Counts counts = ended.counts();
                assertThat(counts.failed()).as(ended::toString).isEqualTo(slow);
                assertThat(counts.migrated()).as(ended::toString).isEqualTo(rows);
            });
        }
    }
}
