package dev.reprise.cli.requests;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.job.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobCommandTest {

    private final FakeDeployment deployment = new FakeDeployment(START);
    private final CommandLineFixture reprise;

    JobCommandTest() {
        this.reprise = new CommandLineFixture()
                .clock(deployment)
                .connector(address -> deployment)
                .variable("USER", "ana");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pause movie-v2|RUNNING|PAUSED|{\"type\":\"pause\",\"job\":\"movie-v2\",\"requestedBy\":\"ana\"}",
                "resume movie-v2|PAUSED|RUNNING|{\"type\":\"resume\",\"job\":\"movie-v2\",\"requestedBy\":\"ana\"}",
                "cancel movie-v2 --reason late|RUNNING|CANCELLED|{\"type\":\"cancel\",\"job\":\"movie-v2\","
                        + "\"requestedBy\":\"ana\",\"reason\":\"late\"}",
            })
    void should_post_and_tell_the_effect(String line, JobStatus before, JobStatus after, String posted) {
        deployment
                .knows(job(before).build())
                .willPublish(job(before).after(1).build(), job(after).after(2).build());

        assertThat(reprise.run(line.split(" "))).isZero();

        assertThat(deployment.posted()).containsExactly("movie-v2 " + posted);
        assertThat(reprise.err()).containsExactly("accepted: movie-v2 is " + after);
    }

    @ParameterizedTest
    @CsvSource({"20, 20, 'at most 20/s'", "none, , RUNNING"})
    void should_throttle(String rate, Integer expected, String words) {
        deployment
                .knows(job(JobStatus.RUNNING).rate(70).build())
                .willPublish(
                        job(JobStatus.RUNNING).rate(70).build(),
                        job(JobStatus.RUNNING).rate(expected).build());

        assertThat(reprise.run("throttle", "movie-v2", "--rate", rate, "--requested-by", "bob"))
                .isZero();

        assertThat(deployment.posted())
                .containsExactly("movie-v2 {\"type\":\"throttle\",\"job\":\"movie-v2\",\"eventsPerSecond\":" + expected
                        + ",\"requestedBy\":\"bob\"}");
        assertThat(reprise.err()).singleElement().asString().endsWith(words);
    }

    @Test
    void should_not_take_the_next_state_for_an_answer_when_there_is_nothing_to_resume() {
        deployment
                .knows(job(JobStatus.RUNNING).build())
                .willPublish(job(JobStatus.RUNNING).after(1).build())
                .willReject(FakeDeployment.NEXT, "job 'movie-v2' is RUNNING, not PAUSED");

        assertThat(reprise.run("resume", "movie-v2")).isEqualTo(1);
        assertThat(reprise.err()).containsExactly("refused: job 'movie-v2' is RUNNING, not PAUSED");
    }

    @Test
    void should_say_so_when_a_paused_job_is_paused_again() {
        deployment.knows(job(JobStatus.PAUSED).message("paused by bob").build());

        assertThat(reprise.run("pause", "movie-v2")).isZero();
        assertThat(reprise.err()).containsExactly("nothing to change: movie-v2 is PAUSED, paused by bob");
    }

    @Test
    void should_print_one_document_when_a_program_reads_the_answer() {
        deployment.knows(job(JobStatus.PAUSED).message("paused by bob").build());

        assertThat(reprise.run("pause", "movie-v2", "--json")).isZero();
        assertThat(reprise.out())
                .containsExactly("{\"job\":\"movie-v2\",\"answer\":\"unchanged\",\"state\":\"PAUSED\","
                        + "\"eventsPerSecond\":null,\"message\":\"paused by bob\",\"reasons\":[]}");
    }
}
