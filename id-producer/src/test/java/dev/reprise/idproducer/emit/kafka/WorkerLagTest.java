package dev.reprise.idproducer.emit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.topic.Topics;
import dev.reprise.idproducer.emit.Backlog;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class WorkerLagTest {

    @Test
    void should_count_processes_and_not_threads_and_no_more_than_find_a_partition() {
        var group = WorkerLag.Group.of(List.of(
                "reprise-worker-a-StreamThread-1-consumer",
                "reprise-worker-a-StreamThread-2-consumer",
                "reprise-worker-b-StreamThread-1-consumer",
                "reprise-worker-b-StreamThread-2-consumer"));

        assertThat(group).isEqualTo(new WorkerLag.Group(4, 2));
        assertThat(group.useful(8)).isEqualTo(4);
        assertThat(group.useful(7)).isEqualTo(4);
        assertThat(WorkerLag.Group.of(List.of()).useful(8)).isEqualTo(8);
    }

    @Test
    void should_measure_again_when_the_client_throws_what_is_no_exception_of_kafka() throws InterruptedException {
        var measurements = new CountDownLatch(2);
        Admin admin = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (self, method, arguments) -> {
                    measurements.countDown();
                    throw new IllegalStateException("Cannot accept new calls when AdminClient is closing.");
                });
        var backlog = new Backlog(new Backlog.Bounds(Duration.ofSeconds(1), 10, 10));

        try (var lag = new WorkerLag(() -> admin, new Topics(""), () -> 1, backlog, System::nanoTime)) {
            lag.start();

            assertThat(measurements.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
