package dev.reprise.endtoend.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.endtoend.stack.StackFolders;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code reprise watch} draws a bar in a terminal and lines elsewhere, and outlives the restart of a broker. */
@ExtendWith(LocalStackExtension.class)
class WatchTerminalIT {

    private static final Path CHECKOUT = Path.of(Objects.requireNonNull(System.getProperty("reprise.checkout")));
    private static final Path FIXTURE = CHECKOUT.resolve("testing/end-to-end/src/test/fixtures/terminal/watch.txt");

    @Test
    void should_draw_a_bar_through_the_restart_of_a_broker_and_end_with_the_code_of_the_job() throws Exception {
        var options = StackFolders.fresh("terminal").withServers(ServerKind.KAFKA);
        try (LocalStack stack = LocalStack.start(options);
                var jobs = new PublishedJob(stack.kafka().address(), new Topics(""))) {
            jobs.publish(JobStatus.RUNNING, new Counts(1_000, 100, 0, 0, 0, 0), 0);
            try (Terminal terminal = Terminal.run(CHECKOUT, watch(stack), true);
                    Terminal pipe = Terminal.run(CHECKOUT, watch(stack), false)) {
                terminal.awaitText("] RUNNING");
                pipe.awaitText("RUNNING");

                stack.kafka().restart();
                jobs.publish(JobStatus.RUNNING, new Counts(1_000, 600, 0, 0, 0, 0), 20);
                terminal.awaitText("60 %");
                jobs.publish(JobStatus.COMPLETED_WITH_FAILURES, new Counts(1_000, 990, 4, 0, 1, 5), 40);

                assertThat(terminal.awaitExit()).isEqualTo(3);
                assertThat(pipe.awaitExit()).isEqualTo(3);
                keep(terminal.screen());
                // What was drawn between two states depends on the moment; what is in the fixture must have been seen.
                // Behind the bar it may say that nothing was heard, while the broker is away.
                List<String> shapes = terminal.shapes();
                assertThat(fixture()).allMatch(seen -> shapes.stream().anyMatch(shape -> shape.startsWith(seen)));
                assertThat(pipe.screen()).noneMatch(line -> line.contains("[=") || line.contains("\u001b"));
                assertThat(pipe.shapes()).contains(fixture().get(fixture().size() - 1));
            }
        }
    }

    @Test
    void should_list_a_thousand_jobs_of_the_past(LocalStack stack) throws Exception {
        var topics = new Topics("thousand-jobs-");
        try (var jobs = new PublishedJob(stack.kafkaAddress(), topics)) {
            for (int i = 0; i < 1_000; i++) {
                for (int second = 0; second < 10; second++) {
                    jobs.publishSoon("job-" + i, JobStatus.RUNNING, new Counts(100, second, 0, 0, 0, 0), second);
                }
                jobs.publishSoon("job-" + i, JobStatus.COMPLETED, new Counts(100, 100, 0, 0, 0, 0), 10);
            }
            jobs.flush();
            long began = System.nanoTime();

            try (Terminal pipe = Terminal.run(
                    CHECKOUT,
                    List.of(
                            "jobs",
                            "--json",
                            "--bootstrap-servers",
                            stack.kafkaAddress(),
                            "--topics-prefix",
                            topics.prefix()),
                    false)) {
                assertThat(pipe.awaitExit()).isZero();

                System.out.println("jobs listed 1,000 jobs of 11 records each within "
                        + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)
                        + " ms, the start of its JVM included");
                assertThat(Json.mapper().readTree(pipe.screen().get(0)).get("jobs"))
                        .hasSize(1_000);
            }
        }
    }

    private static List<String> watch(LocalStack stack) {
        return List.of("watch", "docs", "--bootstrap-servers", stack.kafka().address());
    }

    private static List<String> fixture() throws IOException {
        return Files.readAllLines(FIXTURE).stream().map(Terminal::shape).toList();
    }

    private static void keep(List<String> screen) throws IOException {
        Files.write(
                Files.createDirectories(CHECKOUT.resolve("testing/end-to-end/target/terminal"))
                        .resolve("watch.txt"),
                screen);
    }
}
