package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import dev.reprise.workload.sample.cassandra.SampleLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several instances of both services share the work, and one that is stopped in the middle loses and repeats nothing. */
@ExtendWith(LocalStackExtension.class)
class ScaleOutIT {

    private static final int ASSETS = 12_000;

    @Test
    void should_lose_and_repeat_nothing_when_instances_are_stopped(LocalStack stack) throws InterruptedException {
        try (var deployment = new Deployment("scale_out", stack);
                var database = deployment.database()) {
            SampleAssets sample = new SampleAssets(Films.load(), SampleSpec.ofAssets(ASSETS));
            SampleLoader.load(database, sample, rows -> {});
            long posters = 0;
            for (long i = 0; i < sample.count(); i++) {
                posters += sample.at(i).partition().assetType().equals("poster") ? 1 : 0;
            }
            deployment.withSamples();
            LocalService firstProducer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService firstWorker = deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.start(ServiceKind.ID_PRODUCER);
            deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            client.post("{\"type\":\"submit\",\"job\":\"posters\",\"selector\":{\"assetType\":\"poster\"},"
                    + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"outcomes\":true,"
                    + "\"limits\":{\"eventsPerSecond\":200}}");
            client.awaitJob("posters", job -> job.counts().processed() > 100);
            stop(firstWorker);
            long before = client.awaitJob("posters", job -> true).counts().processed();
            client.awaitJob("posters", job -> job.counts().processed() > before + 100);
            stop(firstProducer);
            client.post("{\"type\":\"throttle\",\"job\":\"posters\",\"eventsPerSecond\":null}");

            Job job = client.awaitEnd("posters");
            // Posters of the films whose title is dirt fail, and nothing else does.
            assertThat(job.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            long failed = job.counts().failed();
            assertThat(job.counts()).isEqualTo(new Counts(posters, posters - failed, 0, 0, 0, failed));
            assertThat(client.deadLetters()).hasSize((int) failed).isNotEmpty();
            assertThat(client.events("posters")).hasSize((int) posters).doesNotHaveDuplicates();
            assertThat(client.outcomes("posters")).hasSize((int) posters).doesNotHaveDuplicates();
        }
    }

    /** SIGTERM drains and commits first, within 20 s, and is a success. */
    private static void stop(LocalService service) throws InterruptedException {
        long began = System.nanoTime();
        service.process().signal(dev.reprise.localstack.process.Signal.TERM);
        assertThat(service.process().awaitExit(Duration.ofSeconds(30)))
                .as(() -> "stopped in order:\n" + Deployment.lastLog(service.process()))
                .isTrue();
        System.out.println(service.process().name() + " stopped after "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) + " ms");
        assertThat(service.process().exitCode()).hasValue(0);
        assertThat(List.of(service.process().isAlive())).containsOnly(false);
    }
}
