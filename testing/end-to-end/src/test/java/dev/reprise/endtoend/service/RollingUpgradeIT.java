package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two builds share a job: an earlier one is replaced by the present one instance by instance, and the way back as well. */
@ExtendWith(LocalStackExtension.class)
class RollingUpgradeIT {

    /** A worker first and a worker last: either build of one service meets either build of the other. */
    private static final List<ServiceKind> FLEET = List.of(
            ServiceKind.REPROCESS_WORKER,
            ServiceKind.ID_PRODUCER,
            ServiceKind.ID_PRODUCER,
            ServiceKind.REPROCESS_WORKER);

    private static final Duration SHARED_WITHIN = Duration.ofMinutes(3);

    private static final Pattern PROCESSED = Pattern.compile("(?m)^reprise_worker_events_total\\{.*} (\\S+)$");

    /** What no orderly replacement brings about: a state that cannot be read ends a thread. */
    private static final List<String> TROUBLE =
            List.of("event=stream-thread-died", "event=offsets-forgotten", "event=events-lost");

    private static final String NAME = "upgraded";

    @Test
    void should_lose_and_repeat_nothing_when_a_fleet_is_upgraded_and_rolled_back_and_upgraded_during_a_job(
            LocalStack stack, @TempDir Path folder) throws Throwable {
        Path earlier = EarlierBuild.checkout();
        Path present = Deployment.checkout();
        for (Path log : logs()) {
            Files.delete(log);
        }
        try (var job = new RollingJob(NAME, stack, folder)) {
            List<LocalService> fleet = new ArrayList<>();
            FLEET.forEach(kind -> fleet.add(job.deployment().start(kind, earlier)));
            job.deployment().awaitReady();

            job.during(() -> {
                replace(fleet, present, job);
                replace(fleet, earlier, job);
                replace(fleet, present, job);
            });

            job.assertSound();
            for (Path log : logs()) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(TROUBLE);
            }
        }
    }

    /** Services append to their logs, also to those of an earlier run. */
    private static List<Path> logs() throws IOException {
        List<Path> logs = new ArrayList<>();
        try (var files = Files.newDirectoryStream(Deployment.logs(), NAME + "-*.log")) {
            files.forEach(logs::add);
        }
        return logs;
    }

    /** Between two replacements, both builds work side by side. */
    private static void replace(List<LocalService> fleet, Path build, RollingJob job) throws InterruptedException {
        Deployment deployment = job.deployment();
        for (int i = 0; i < fleet.size(); i++) {
            LocalService next = deployment.start(FLEET.get(i), build);
            Deployment.awaitReady(next);
            Deployment.terminate(fleet.set(i, next));
            job.awaitProgress();
            assertThat(deployment.running()).containsExactlyInAnyOrderElementsOf(fleet);
            fleet.forEach(Deployment::awaitReady);
            awaitShared(workers(fleet));
        }
    }

    private static List<LocalService> workers(List<LocalService> fleet) {
        return fleet.stream()
                .filter(one -> one.process().name().contains(ServiceKind.REPROCESS_WORKER.module()))
                .toList();
    }

    /** Waits until each of the workers has processed events beside the others. */
    private static void awaitShared(List<LocalService> workers) {
        Map<LocalService, Double> before = new HashMap<>();
        workers.forEach(one -> before.put(one, processed(one)));
        Awaitility.await("each of " + workers.size() + " workers has a part of the job")
                .atMost(SHARED_WITHIN)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> before.entrySet().stream().allMatch(one -> processed(one.getKey()) > one.getValue()));
    }

    private static double processed(LocalService worker) {
        return PROCESSED
                .matcher(worker.metrics().orElse(""))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }
}
