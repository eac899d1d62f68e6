package dev.reprise.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.kept.KeptEntries;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** After many jobs a task keeps what it kept after one, but for the little that the view knows of each. */
class ManyJobsTest extends TaskFixture {

    private static final int JOBS = 200;

    private static final Map<String, String> FOREIGN = Map.of("movie/V2__two", "another");

    private int number;

    /** A job of each kind: one that ends well, one that is paused and cancelled, one that is refused here, one that is none. */
    private void ofEachKind(int job) {
        String well = "well-" + job;
        job(well, JobStatus.RUNNING);
        events(well, number, number += 2);
        String cancelled = "cancelled-" + job;
        job(cancelled, JobStatus.PAUSED);
        events(cancelled, number, number += 2);
        job(cancelled, JobStatus.CANCELLED);
        String refused = "refused-" + job;
        job(refused, JobStatus.RUNNING, FOREIGN);
        events(refused, number, number += 2);
        job(refused, JobStatus.CANCELLED, FOREIGN);
        mayExist = false;
        events("none-" + job, number, number += 2);
        nanos += Duration.ofSeconds(11).toNanos();
        tick();
        ledgerClosed(well);
        ledgerClosed(cancelled);
        ledgerClosed(refused);
        tick();
    }

    @Test
    void should_keep_no_more_after_hundreds_of_jobs_of_each_kind_than_after_one() {
        ofEachKind(0);
        Map<String, Integer> before = keptEntries();
        assertThat(before).as("the view is looked into").containsEntry("JobView.jobs", 3);

        for (int job = 1; job <= JOBS; job++) {
            ofEachKind(job);
        }

        assertThat(totals()).isEmpty();
        assertThat(keys(Names.PARKED)).isEmpty();
        assertThat(KeptEntries.grown(before, keptEntries())).isEqualTo(Map.of("JobView.jobs", 3 * JOBS));
        assertThat(progress("none-" + JOBS).counts().processed())
                .as("a job of that name may still be to come")
                .isZero();
    }
}
