package dev.reprise.idproducer.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.idproducer.scale.SimulatedJob.Rates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Jobs in simulated hours, under the rules by which KEDA and Kubernetes scale. */
class ScalingSimulationTest {

    private static final int HOUR = 3_600;
    private static final double NO_LIMIT = 1e9;
    private static final Duration FINISH_WITHIN = Duration.ofMinutes(15);
    private static final int REPLICAS_MAX = 20;

    private static List<Integer> pods(SimulatedJob job, int seconds) {
        return pods(job, new SimulatedScaler(1, 1, REPLICAS_MAX), SimulatedJob::wanted, seconds);
    }

    private static List<Integer> pods(
            SimulatedJob job, SimulatedScaler scaler, ToDoubleFunction<SimulatedJob> metric, int seconds) {
        List<Integer> pods = new ArrayList<>();
        for (int second = 0; second < seconds; second++) {
            int now = scaler.tick(metric.applyAsDouble(job));
            pods.add(now);
            job.tick(now);
        }
        return pods;
    }

    private static int most(List<Integer> pods) {
        return pods.stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    @Test
    void should_start_as_many_workers_as_finish_in_time_when_workers_are_the_limit() {
        // 36 million events; one worker needs two hours, eight finish in a quarter of one.
        var job = new SimulatedJob(36_000_000, new Rates(NO_LIMIT, 5_000, NO_LIMIT), FINISH_WITHIN);

        List<Integer> pods = pods(job, HOUR);

        assertThat(job.isOver()).isTrue();
        assertThat(most(pods)).isBetween(6, 8);
    }

    @Test
    void should_stay_with_one_worker_when_it_finishes_in_time() {
        var job = new SimulatedJob(3_000_000, new Rates(NO_LIMIT, 5_000, NO_LIMIT), FINISH_WITHIN);

        List<Integer> pods = pods(job, HOUR);

        assertThat(job.isOver()).isTrue();
        assertThat(most(pods)).isEqualTo(1);
    }

    @Test
    void should_start_workers_when_each_is_so_slow_that_the_queue_has_its_shortest_length() {
        var job = new SimulatedJob(1_000_000, new Rates(NO_LIMIT, 100, NO_LIMIT), FINISH_WITHIN);

        assertThat(most(pods(job, HOUR))).isBetween(9, 12);
    }

    @Test
    void should_not_start_workers_when_a_rate_is_the_limit() {
        var job = new SimulatedJob(36_000_000, new Rates(4_000, 5_000, NO_LIMIT), FINISH_WITHIN);

        assertThat(most(pods(job, HOUR))).isEqualTo(1);
    }

    @Test
    void should_start_no_more_workers_than_the_database_takes() {
        var job = new SimulatedJob(100_000_000, new Rates(NO_LIMIT, 5_000, 12_000), FINISH_WITHIN);

        assertThat(most(pods(job, HOUR))).isBetween(3, 5);
    }

    @Test
    void should_stop_workers_slowly_when_the_work_becomes_less() {
        var job = new SimulatedJob(36_000_000, new Rates(NO_LIMIT, 5_000, NO_LIMIT), FINISH_WITHIN);

        List<Integer> pods = pods(job, 2 * HOUR);

        assertThat(job.isOver()).isTrue();
        assertThat(pods.get(pods.size() - 1)).isEqualTo(1);
        for (int second = 120; second < pods.size(); second++) {
            assertThat(pods.get(second - 120) - pods.get(second)).isLessThanOrEqualTo(2);
        }
    }

    /** The plain trigger by lag, with the threshold that the documents give: 2.5 s of what one worker processes. */
    @Test
    void should_start_workers_by_lag_alone_when_they_are_the_limit_and_not_when_a_rate_is() {
        var slow = new SimulatedJob(36_000_000, new Rates(NO_LIMIT, 5_000, NO_LIMIT), FINISH_WITHIN);
        var rated = new SimulatedJob(36_000_000, new Rates(4_000, 5_000, NO_LIMIT), FINISH_WITHIN);

        assertThat(most(pods(slow, byLag(5_000), SimulatedJob::lag, HOUR))).isGreaterThan(8);
        assertThat(most(pods(rated, byLag(5_000), SimulatedJob::lag, HOUR))).isEqualTo(1);
    }

    /** Why the lag alone is second best: it does not know how much is left, and its threshold belongs to one kind of job. */
    @Test
    void should_start_too_many_workers_by_lag_alone_when_little_is_left_or_the_threshold_is_that_of_slower_workers() {
        var little = new SimulatedJob(3_000_000, new Rates(NO_LIMIT, 5_000, NO_LIMIT), FINISH_WITHIN);
        var database = new SimulatedJob(100_000_000, new Rates(NO_LIMIT, 5_000, 12_000), FINISH_WITHIN);

        assertThat(most(pods(little, byLag(5_000), SimulatedJob::lag, HOUR))).isGreaterThan(3);
        assertThat(most(pods(database, byLag(1_000), SimulatedJob::lag, HOUR))).isGreaterThan(10);
    }

    private static SimulatedScaler byLag(int oneWorkerPerSecond) {
        return new SimulatedScaler(2.5 * oneWorkerPerSecond, 1, REPLICAS_MAX);
    }

    @Test
    void should_go_to_zero_when_the_job_is_paused_and_wake_when_it_is_resumed() {
        var job = new SimulatedJob(36_000_000, new Rates(1_000, 5_000, NO_LIMIT), FINISH_WITHIN);
        var scaler = new SimulatedScaler(1, 0, REPLICAS_MAX);
        assertThat(pods(job, scaler, SimulatedJob::wanted, HOUR)).last().isEqualTo(1);

        job.pause(true);
        assertThat(pods(job, scaler, SimulatedJob::wanted, HOUR)).last().isEqualTo(0);

        job.pause(false);
        assertThat(pods(job, scaler, SimulatedJob::wanted, 60)).last().isEqualTo(1);
    }
}
