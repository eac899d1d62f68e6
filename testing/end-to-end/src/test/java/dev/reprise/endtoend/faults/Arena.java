package dev.reprise.endtoend.faults;

import dev.reprise.endtoend.service.Rows;
import dev.reprise.endtoend.service.TopicClient;
import dev.reprise.endtoend.stack.CassandraBeans;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where faults strike: the fleet, its servers and the job under way.
 *
 * <p>Threading: one thread, that of the faults.
 */
final class Arena implements AutoCloseable {

    private static final String STORAGE = "org.apache.cassandra.db:type=StorageService";
    private static final int TOMBSTONES_DEFAULT = 100_000;

    private static final Duration POLL = Duration.ofMillis(20);

    /** To be asked costs a service something. */
    private static final Duration POLL_OF_SERVICE = Duration.ofMillis(250);

    private final Fleet fleet;
    private final JobFollower job;
    private final AssetDatabase database;
    private final Instant day;
    private final SplittableRandom random;
    private final List<Runnable> endings = new ArrayList<>();
    private @Nullable LiveTraffic traffic;
    private boolean bounded;

    /**
     * Creates an arena for one round.
     *
     * @param database what production has of it
     * @param day the first that is of this round alone
     * @param random chooses victims
     */
    Arena(Fleet fleet, JobFollower job, AssetDatabase database, Instant day, SplittableRandom random) {
        this.fleet = fleet;
        this.job = job;
        this.database = database;
        this.day = day;
        this.random = random;
    }

    /** Takes note of who writes beside the job. */
    Arena beside(LiveTraffic production) {
        traffic = production;
        return this;
    }

    /** Lets production delete assets next, at a time that is later than that of all other writes. */
    void productionDeletes(Collection<UUID> assetIds) {
        Objects.requireNonNull(traffic, "production").delete(assetIds);
    }

    /** Resumes the job of the round, as a person does who has found why it is paused. */
    void resumeJob() {
        client().post("{\"type\":\"resume\",\"job\":\"" + job.id() + "\"}");
    }

    /** Returns the first instant of the round's days. */
    Instant day() {
        return day;
    }

    /** Returns the bucket of that day. */
    String bucket() {
        return day.toString().substring(0, Fleet.BUCKETS.length());
    }

    Rows rows() {
        return new Rows(database);
    }

    TopicClient client() {
        return fleet.deployment().topicClient();
    }

    /** Notes what must hold once the job of the round is over. */
    void atTheEnd(Runnable ending) {
        endings.add(ending);
    }

    /** Looks at what was noted. */
    void end() {
        endings.forEach(Runnable::run);
    }

    /** Lets the database refuse to read over more tombstones than that, until the arena is closed. */
    void readOverTombstonesAtMost(int tombstones) {
        readOver(tombstones);
        bounded = true;
    }

    private void readOver(int tombstones) {
        try (var beans = CassandraBeans.of(fleet.stack().cassandra().pid())) {
            beans.set(STORAGE, "TombstoneFailureThreshold", tombstones);
        }
    }

    @Override
    public void close() {
        if (bounded) {
            readOver(TOMBSTONES_DEFAULT);
        }
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
