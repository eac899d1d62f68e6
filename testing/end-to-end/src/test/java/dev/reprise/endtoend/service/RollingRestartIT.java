package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of each service share a job, and each of them is replaced while it runs, as an update on Kubernetes does. */
@ExtendWith(LocalStackExtension.class)
class RollingRestartIT {

    private static final List<ServiceKind> FLEET = List.of(
            ServiceKind.ID_PRODUCER,
            ServiceKind.ID_PRODUCER,
            ServiceKind.REPROCESS_WORKER,
            ServiceKind.REPROCESS_WORKER);

    @Test
    void should_lose_and_repeat_nothing_when_every_instance_is_replaced_during_a_job(
            LocalStack stack, @TempDir Path folder) throws Throwable {
        try (var job = new RollingJob("all_replaced", stack, folder)) {
            List<LocalService> old = FLEET.stream().map(job.deployment()::start).toList();
            job.deployment().awaitReady();

            job.during(() -> replace(old, job));

            job.assertSound();
        }
    }

    /** As a rolling update with {@code maxSurge: 1} does: the next one is ready before the last one is told to end. */
    private static void replace(List<LocalService> old, RollingJob job) throws InterruptedException {
        Deployment deployment = job.deployment();
        for (int i = 0; i < old.size(); i++) {
            Deployment.awaitReady(deployment.start(FLEET.get(i)));
            Deployment.terminate(old.get(i));
            job.awaitProgress();
        }
        assertThat(deployment.running()).hasSameSizeAs(old).doesNotContainAnyElementsOf(old);
    }
}
