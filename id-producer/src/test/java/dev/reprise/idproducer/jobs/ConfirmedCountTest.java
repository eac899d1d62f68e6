package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.plan.OtherJobs;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Resolution;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Jobs that take rows away: what their previews tell, and what they are held to. */
class ConfirmedCountTest extends CoordinatorFixture {

    private OtherJobs jobs = OtherJobs.UNKNOWN;

    private void delete(String job, String type, Mode mode) {
        var submit = new Request.Submit(
                job,
                new Selector.ByType(List.of(type), null, null, null),
                new ProcessorSpec("delete", Map.of()),
                mode,
                Limits.NONE,
                false,
                "ana",
                null);
        var posted = new PostedRequest(null, new byte[] {1}, new Rejection.Position("reprocess-requests", 0, 7), 1_000);
        new JobCommandHandler(
                        coordinator,
                        (submitted, types, known, tables) -> {
                            jobs = known;
                            Long confirmed = mode == Mode.RUN ? 200L : null;
                            return new Resolution.Accepted(new Pinned(
                                    submitted.processor(), Map.of(), Map.of(type, new Pending.StillThere(confirmed))));
                        },
                        output)
                .handle(submit, posted, moment());
    }

    @Test
    void should_pause_when_the_first_round_takes_more_than_one_percent_over_what_was_confirmed() {
        twoBuckets();
        delete("job-1", "movie", Mode.RUN);
        tick();

        sliceDone(0, 150, 0);
        sliceDone(1, 100, 0);
        worker(new Counts(0, 202, 0, 0, 30, 0));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);

        worker(new Counts(0, 203, 0, 0, 30, 0));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message())
                .isEqualTo(
                        "paused: round 1 has come to 203 rows, more than 1 % over the 200 that were confirmed; cancel"
                                + " the job, and preview the selection again");
    }

    @Test
    void should_count_each_round_for_itself_when_live_writers_write_rows_again() {
        twoBuckets();
        delete("job-1", "movie", Mode.RUN);
        tick();
        sliceDone(0, 100, 0);
        sliceDone(1, 100, 0);
        worker(new Counts(0, 200, 0, 0, 0, 0));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.VERIFYING);

        sliceDone(2, 60, 60);
        sliceDone(3, 60, 60);
        worker(new Counts(0, 320, 0, 0, 0, 0));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.VERIFYING);

        sliceDone(4, 203, 203);
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message()).startsWith("paused: round 3 has come to 203 rows");
    }

    @Test
    void should_estimate_the_tombstones_when_a_preview_is_over_and_be_known_to_later_requests() {
        twoBuckets();
        delete("job-1", "movie", Mode.PREVIEW);
        tick();
        sliceDone(0, 150, 0);
        sliceDone(1, 60, 0);
        worker(new Counts(0, 200, 0, 0, 10, 0));
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(message())
                .isEqualTo("would leave 200 tombstones of rows, at most 150 of them from one slice of the selection");

        restart();
        delete("job-2", "movie", Mode.RUN);
        Circumstances.OtherJob same = jobs.find("job-1").orElseThrow();
        assertThat(same)
                .isEqualTo(new Circumstances.OtherJob(
                        "job-1", JobStatus.COMPLETED, true, "delete", true, new Counts(210, 200, 0, 0, 10, 0)));
        delete("job-3", "poster", Mode.RUN);
        assertThat(jobs.find("job-1").orElseThrow().isOfSameAssets()).isFalse();
        assertThat(jobs.find("job-2").orElseThrow().isPreview()).isFalse();
        assertThat(jobs.find("job-9")).isEmpty();
    }
}
