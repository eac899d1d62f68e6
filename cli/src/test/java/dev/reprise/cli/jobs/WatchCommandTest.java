package dev.reprise.cli.jobs;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.job.JobStatus;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchCommandTest {

    private final FakeDeployment deployment = new FakeDeployment(START);
    private final CommandLineFixture reprise;

    WatchCommandTest(@TempDir Path checkout) {
        this.reprise = new CommandLineFixture(checkout).clock(deployment).connector(address -> deployment);
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED,0", "COMPLETED_WITH_FAILURES,3", "CANCELLED,4", "FAILED,4"})
    void should_end_with_the_job(JobStatus end, int exitCode) {
        deployment
                .knows(job(JobStatus.RUNNING).build())
                .willPublish(
                        job(JobStatus.RUNNING).after(1).build(),
                        job(end).after(2).build());

        assertThat(reprise.run("watch", "movie-v2")).isEqualTo(exitCode);

        assertThat(reprise.out()).hasSize(2);
        assertThat(reprise.out().get(1)).startsWith("movie-v2: " + end + " after 2 s");
    }

    @Test
    void should_wait_a_little_for_a_job_that_was_just_posted() {
        deployment.willPublish(job(JobStatus.COMPLETED).after(2).build());

        assertThat(reprise.run("watch", "movie-v2")).isZero();
    }

    @Test
    void should_end_with_1_when_there_is_no_such_job() {
        assertThat(reprise.run("watch", "movie-v2")).isEqualTo(1);
        assertThat(reprise.err()).containsExactly("reprise watch: there is no job 'movie-v2'");
    }
}
