package dev.reprise.cli.jobs;

import static dev.reprise.cli.jobs.JobFixture.START;
import static dev.reprise.cli.jobs.JobFixture.job;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.topics.FakeDeployment;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.KafkaAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsCommandTest {

    private final FakeDeployment deployment = new FakeDeployment(START.plusSeconds(20));
    private final List<KafkaAddress> asked = new ArrayList<>();
    private final CommandLineFixture reprise;

    JobsCommandTest() {
        this.reprise = new CommandLineFixture().clock(deployment).connector(address -> {
            asked.add(address);
            return deployment;
        });
    }

    @Test
    void should_show_all_jobs_the_open_ones_first() {
        deployment
                .knows(
                        job(JobStatus.COMPLETED)
                                .id("old")
                                .counts(new Counts(5, 5, 0, 0, 0, 0))
                                .after(3)
                                .build(),
                        job(JobStatus.RUNNING)
                                .slices(2, 2)
                                .events(2000, 1000)
                                .after(19)
                                .build(),
                        job(JobStatus.RUNNING)
                                .slices(2, 2)
                                .counts(new Counts(2000, 1090, 0, 0, 0, 10))
                                .after(20)
                                .build())
                .lag(1234);

        assertThat(reprise.run("jobs")).isZero();

        assertThat(reprise.out())
                .containsExactly(
                        "JOB       STATE      DONE   PROCESSED  RATE   FAILED  LEFT  REASON",
                        "movie-v2  RUNNING    55 %   1,100      100/s  10      9 s",
                        "old       COMPLETED  100 %  5          -      0       -",
                        "workers: 1,234 events behind");
    }

    @Test
    void should_print_json() throws JsonProcessingException {
        deployment.knows(
                job(JobStatus.RUNNING).slices(2, 0).events(10, 5).after(20).build());

        assertThat(reprise.run("jobs", "--json")).isZero();

        JsonNode document = Json.mapper().readTree(reprise.out().get(0));
        JsonNode job = document.get("jobs").get(0);
        assertThat(job.get("job").asText()).isEqualTo("movie-v2");
        assertThat(job.get("state").asText()).isEqualTo("RUNNING");
        assertThat(job.get("counts").get("emitted").asLong()).isEqualTo(10);
        assertThat(job.get("failures").asLong()).isZero();
        for (String unknown : List.of("progress", "rate", "timeLeft", "reason")) {
            assertThat(job.get(unknown).isNull()).as(unknown).isTrue();
        }
        assertThat(document.get("workers").get("lag").isNull()).isTrue();
    }

    @Test
    void should_say_so_when_there_are_none() {
        assertThat(reprise.run("jobs")).isZero();

        assertThat(reprise.out()).containsExactly("no jobs", "workers: none has worked here yet");
    }

    @Test
    void should_ask_the_deployment_that_is_named() {
        reprise.run("jobs", "--bootstrap-servers", "a:1,b:2", "--topics-prefix", "blue.");

        assertThat(asked).containsExactly(new KafkaAddress("a:1,b:2", new Topics("blue.")));
    }

    @Test
    void should_connect_by_the_settings_of_the_file_when_it_is_named(@TempDir Path folder) throws IOException {
        // given
        Path file = Files.writeString(
                folder.resolve("client.properties"),
                """
                bootstrap.servers=c:3
                security.protocol=SASL_SSL
                sasl.jaas.config=hush
                """);

        // when
        reprise.run("jobs", "--command-config", file.toString());
        reprise.run("jobs", "--command-config", file.toString(), "--bootstrap-servers", "d:4");

        // then
        Map<String, Object> client =
                Map.of("bootstrap.servers", "c:3", "security.protocol", "SASL_SSL", "sasl.jaas.config", "hush");
        assertThat(asked)
                .containsExactly(
                        new KafkaAddress("c:3", new Topics(""), client),
                        new KafkaAddress("d:4", new Topics(""), client));
        assertThat(asked.toString()).doesNotContain("hush");
    }

    @Test
    void should_end_with_2_when_the_file_of_settings_is_not_there() {
        assertThat(reprise.run("jobs", "--command-config", "/no/such/file")).isEqualTo(2);
        assertThat(reprise.err())
                .containsExactly("reprise jobs: --command-config /no/such/file: there is no /no/such/file"
                        + " (see reprise jobs --help)");
    }

    @Test
    void should_end_with_1_and_one_line_when_kafka_does_not_answer() {
        reprise.connector(address -> {
            throw new FailedException("Kafka at " + address.bootstrapServers() + " does not answer");
        });

        assertThat(reprise.run("jobs", "--bootstrap-servers", "a:1")).isEqualTo(1);
        assertThat(reprise.err()).containsExactly("reprise jobs: Kafka at a:1 does not answer");
    }
}
