package dev.reprise.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.StatementKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CassandraMetricsTest {

    @Test
    void should_measure_by_statement_and_count_failures_apart() {
        var registry = new SimpleMeterRegistry();
        var metrics = new CassandraMetrics(registry);

        metrics.answered(StatementKind.SELECT_ROWS, 2_000_000, false);
        metrics.answered(StatementKind.SELECT_ROWS, 4_000_000, true);

        var timer = registry.get("reprise.cassandra.request")
                .tag("statement", "select-rows")
                .timer();
        assertThat(timer.count()).isEqualTo(2);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(6);
        assertThat(registry.get("reprise.cassandra.request.failures")
                        .tag("statement", "select-rows")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("reprise.cassandra.request")
                        .tag("statement", "update-rows")
                        .timer()
                        .count())
                .isZero();
    }
}
