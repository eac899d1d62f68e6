package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.Request;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.plan.SlicePlanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the coordinator does follows from its state and what it is given: nothing else it might look at plays a part. */
class SameStepsTest {

    private static final int STEPS = 400;

    private static final List<String> JOBS = List.of("a", "b", "c");

    private final long seed = Long.getLong("reprise.seed", System.nanoTime());

    /** A coordinator with all that it has caused, and the totals that are kept for it. */
    private static final class World {
        final RecordedOutput output = new RecordedOutput();
        final Map<String, Progress> totals = new HashMap<>();
        final List<String> caused = new ArrayList<>();
        Coordinator coordinator = made();

        private Coordinator made() {
            var index = new FakeIndex();
            index.partitions.add(new AssetPartition("movie", "2024-01"));
            index.partitions.add(new AssetPartition("movie", "2024-02"));
            return new Coordinator(
                    CoordinatorFixture.SETTINGS,
                    new SlicePlanner(index, BucketPattern.of("yyyy-MM")),
                    affinityKey -> 0,
                    output);
        }

        void restart(Moment at) {
            coordinator = made();
            output.saved.values().forEach(job -> coordinator.restore(Json.read(Json.bytes(job), StoredJob.class), at));
            totals.values().forEach(coordinator::restore);
        }

        void post(Request request, Moment at) {
            var position = new Rejection.Position("reprocess-requests", 0, 7);
            new JobCommandHandler(coordinator, CoordinatorFixture.PROCESSORS, output)
                    .handle(request, new PostedRequest(null, new byte[] {1}, position, 1_000), at);
        }

        void report(Progress now, Moment at) {
            Progress before = totals.get(now.key());
            if (coordinator.progress(before, now, at)) {
                totals.put(now.key(), now);
            }
        }

        /** Takes down what the last step has caused. */
        void takeDown() {
            output.published.forEach(
                    job -> caused.add("published " + Json.mapper().valueToTree(job)));
            output.story.forEach(entry -> caused.add("told " + entry));
            output.rejections.forEach(reasons -> caused.add("rejected " + reasons));
            output.published.clear();
            output.story.clear();
            output.rejections.clear();
        }
    }

    private static void step(SplittableRandom random, World world, Moment at) {
        String job = JOBS.get(random.nextInt(JOBS.size()));
        switch (random.nextInt(8)) {
            case 0 -> world.post(CoordinatorFixture.submit(job, "movie", Limits.NONE), at);
            case 1 -> world.post(new Request.Pause(job, null, null), at);
            case 2 -> world.post(new Request.Resume(job, null, null), at);
            case 3 -> {
                if (random.nextInt(4) == 0) {
                    world.post(new Request.Cancel(job, null, null), at);
                }
            }
            case 4 -> {
                if (!world.output.slices.isEmpty()) {
                    Slice slice = world.output.slices.get(random.nextInt(world.output.slices.size()));
                    world.report(Progress.ofSlice(slice, random.nextInt(5), 0, true), at);
                }
            }
            case 5 ->
                world.report(
                        Progress.ofWorker(job, 0, new Counts(0, random.nextInt(9), 0, 0, 0, random.nextInt(2)), 0), at);
            case 6 -> {
                if (random.nextInt(10) == 0) {
                    world.restart(at);
                }
            }
            default -> world.coordinator.tick(at);
        }
        world.takeDown();
    }

    @Test
    void should_cause_the_same_when_it_is_given_the_same() {
        System.out.println("steps of -Dreprise.seed=" + seed);
        var one = new World();
        var other = new World();
        var first = new SplittableRandom(seed);
        var second = new SplittableRandom(seed);
        var time = new SplittableRandom(seed + 1);
        Instant now = Instant.parse("2024-06-01T00:00:00Z");
        long lag = 0;
        for (int i = 0; i < STEPS; i++) {
            now = now.plusMillis(time.nextInt(3_000));
            lag = Math.max(0, lag + time.nextInt(5) - 2);
            var queue = new EventQueue(i, Map.of(0, new EventQueue.Place(i, i + lag)));

            step(first, one, new Moment(now, queue));
            step(second, other, new Moment(now, queue));

            assertThat(other.caused).as("step %d of seed %d", i, seed).isEqualTo(one.caused);
        }
        assertThat(one.output.saved).as("jobs began").isNotEmpty();
        assertThat(one.caused).hasSizeGreaterThan(STEPS / 10);
    }
}
