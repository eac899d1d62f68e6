package dev.reprise.cli.jobs;

import static dev.reprise.cli.jobs.JobFixture.job;
import static dev.reprise.cli.jobs.JobLineTest.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import org.junit.jupiter.api.Test;

class SliceSizesTest {

    private final SliceSizes sizes = new SliceSizes();

    @Test
    void should_know_nothing_when_no_slice_is_done() {
        sizes.add(slice(0, 500, false));

        assertThat(sizes.expected(
                        job(JobStatus.RUNNING).slices(4, 0).events(500, 0).build()))
                .isEmpty();
    }

    @Test
    void should_take_the_others_to_be_as_large_as_those_that_are_done() {
        sizes.add(slice(0, 100, true));
        sizes.add(slice(1, 300, true));
        sizes.add(slice(2, 50, false));

        // Two are done with 200 on average; one is open below that, one has not begun.
        assertThat(sizes.expected(
                        job(JobStatus.RUNNING).slices(4, 2).events(450, 0).build()))
                .hasValue(800);
    }

    @Test
    void should_not_take_an_open_slice_to_be_smaller_than_it_is() {
        sizes.add(slice(0, 100, true));
        sizes.add(slice(1, 900, false));

        assertThat(sizes.expected(
                        job(JobStatus.RUNNING).slices(2, 1).events(1000, 0).build()))
                .hasValue(1000);
    }

    @Test
    void should_be_exact_when_all_slices_are_done() {
        sizes.add(slice(0, 100, true));

        assertThat(sizes.expected(
                        job(JobStatus.RUNNING).slices(2, 2).events(777, 0).build()))
                .hasValue(777);
    }

    @Test
    void should_leave_the_slices_of_later_rounds_out() {
        sizes.add(slice(0, 100, true));
        sizes.add(new Progress("movie-v2", "slice/2/movie/0", 2, Counts.emitted(3), 3, 0, 0, true, null, null, null));

        assertThat(sizes.expected(
                        job(JobStatus.RUNNING).slices(2, 1).events(100, 0).build()))
                .hasValue(200);
    }
}
