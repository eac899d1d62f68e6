package dev.reprise.endtoend.faults;

import dev.reprise.localstack.service.ServiceKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Where faults strike: the fleet, its servers and the job under way.
 *
 * <p>Threading: one thread, that of the faults.
 */
final class Arena {

    private static final Duration POLL = Duration.ofMillis(20);

    /** To be asked costs a service something. */
    private static final Duration POLL_OF_SERVICE = Duration.ofMillis(250);

    private final Fleet fleet;
    private final JobFollower job;
    private final SplittableRandom random;

    /**
     * Creates an arena for one round.
     *
     * @param random chooses victims
     */
    Arena(Fleet fleet, JobFollower job, SplittableRandom random) {
        this.fleet = fleet;
        this.job = job;
        this.random = random;
    }

    Fleet fleet() {
        return fleet;
    }

    JobFollower job() {
        return job;
    }

    /** Returns an instance to strike; empty when none of the kind is at work. */
    Optional<Instance> victim(ServiceKind kind) {
        List<Instance> candidates = fleet.atWork(kind);
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }

    /** Lets a fault last. */
    void last(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        await(() -> System.nanoTime() - until >= 0, time.plusSeconds(1));
    }

    /**
     * Waits for something to happen.
     *
     * @return whether it happened in time
     */
    boolean await(BooleanSupplier condition, Duration atMost) {
        return await(condition, atMost, POLL);
    }

    /** Waits until an instance works, or the time is over. */
    void awaitReady(Instance instance, Duration atMost) {
        await(instance.service()::isReady, atMost, POLL_OF_SERVICE);
    }

    private static boolean await(BooleanSupplier condition, Duration atMost, Duration poll) {
        try {
            Awaitility.await()
                    .atMost(atMost.toMillis(), TimeUnit.MILLISECONDS)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(poll)
                    .until(condition::getAsBoolean);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
