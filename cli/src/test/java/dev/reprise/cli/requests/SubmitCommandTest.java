package dev.reprise.cli.requests;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitCommandTest {

    private static final String POSTED =
            """
            movie-v2 {"type":"submit","job":"movie-v2","selector":{"assetType":"movie"},\
            "processor":{"name":"migrate","toVersion":2},"requestedBy":"ana"}""";

    private final FakeDeployment deployment = new FakeDeployment(START);
    private final Path folder;
    private final CommandLineFixture reprise;

    SubmitCommandTest(@TempDir Path folder) {
        this.folder = folder;
        this.reprise = new CommandLineFixture()
                .clock(deployment)
                .connector(address -> deployment)
                .variable("USER", "ana");
    }

    @Test
    void should_print_the_job_id_when_accepted() {
        deployment.willPublish(job(JobStatus.PLANNING).build());

        assertThat(submit()).isZero();

        assertThat(deployment.posted()).containsExactly(POSTED);
        assertThat(reprise.out()).containsExactly("movie-v2");
        assertThat(reprise.err()).containsExactly("accepted: movie-v2 is PLANNING");
    }

    @Test
    void should_print_every_reason_when_refused() {
        deployment
                .willReject(new Rejection.Position("reprocess-requests", 3, 16), "of another request")
                .willReject(FakeDeployment.NEXT, "no such type", "no such version");

        assertThat(submit()).isEqualTo(1);

        assertThat(reprise.out()).isEmpty();
        assertThat(reprise.err()).containsExactly("refused: no such type", "refused: no such version");
    }

    @Test
    void should_say_so_when_nobody_answers() {
        assertThat(submit()).isEqualTo(1);

        assertThat(reprise.out()).as("it is posted all the same").containsExactly("movie-v2");
        assertThat(reprise.err()).singleElement().asString().contains("is an id-producer running?");
    }

    @Test
    void should_print_one_document_when_a_program_reads_the_answer() {
        deployment.willPublish(job(JobStatus.PLANNING).build());

        assertThat(submit("--json")).isZero();

        assertThat(reprise.out())
                .containsExactly("{\"job\":\"movie-v2\",\"answer\":\"accepted\",\"state\":\"PLANNING\","
                        + "\"eventsPerSecond\":null,\"message\":null,\"reasons\":[]}");
    }

    @Test
    void should_put_every_reason_into_the_document_when_refused() {
        deployment.willReject(FakeDeployment.NEXT, "no such type", "no such version");

        assertThat(submit("--json")).isEqualTo(1);

        assertThat(reprise.out())
                .containsExactly("{\"job\":\"movie-v2\",\"answer\":\"refused\",\"state\":null,\"eventsPerSecond\":null,"
                        + "\"message\":null,\"reasons\":[\"no such type\",\"no such version\"]}");
    }

    @Test
    void should_change_nothing_when_posted_again() {
        deployment.knows(job(JobStatus.RUNNING).rate(70).build());

        assertThat(submit()).isZero();

        assertThat(reprise.err()).containsExactly("nothing to change: movie-v2 is RUNNING, at most 70/s");
    }

    @Test
    void should_not_take_the_states_of_a_job_with_another_content_for_an_acceptance() {
        Job other = job(JobStatus.RUNNING).build();
        deployment.knows(other).willPublish(other, other, other).willReject(FakeDeployment.NEXT, "another content");

        assertThat(reprise.run("submit", "--job", "movie-v2", "--asset-type", "poster", "--to-version", "2"))
                .isEqualTo(1);
        assertThat(reprise.err()).containsExactly("refused: another content");
    }

    @Test
    void should_post_a_file() throws IOException {
        deployment.willPublish(job(JobStatus.PLANNING).build());
        String request = POSTED.substring(POSTED.indexOf('{'));
        Path file = Files.writeString(folder.resolve("request.json"), request);

        assertThat(reprise.run("submit", "-f", file.toString())).isZero();
        assertThat(deployment.posted()).containsExactly(POSTED);
    }

    @Test
    void should_not_post_a_file_that_no_service_would_take() throws IOException {
        Path file = Files.writeString(folder.resolve("request.json"), "{\"type\":\"submit\",\"jobb\":\"a\"}");

        assertThat(reprise.run("submit", "-f", file.toString())).isEqualTo(1);

        assertThat(deployment.posted()).isEmpty();
        assertThat(reprise.err())
                .hasSize(3)
                .allMatch(line -> line.startsWith("refused: "))
                .first()
                .asString()
                .contains("unknown field 'jobb'");
    }

    private int submit(String... more) {
        String[] typed = {"submit", "--job", "movie-v2", "--asset-type", "movie", "--to-version", "2"};
        return reprise.run(Stream.concat(Stream.of(typed), Stream.of(more)).toArray(String[]::new));
    }
}
