package dev.reprise.iceberg.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.session.ToldEvents;
import dev.reprise.iceberg.table.Appended;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExportMetricsTest {

    private static final TableName MOVIES = new TableName("analytics", "movies");
    private static final ReadPositions SOME = new ReadPositions("topic", Map.of(0, 5L));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ToldEvents told = new ToldEvents();
    private final ExportMetrics metrics =
            new ExportMetrics(registry, Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC), told);

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    private double counter(String name, String table) {
        return registry.get(name).tag("table", table).counter().count();
    }

    private List<String> states() {
        return registry.get("reprise.export.state").gauges().stream()
                .filter(gauge -> gauge.value() == 1)
                .map(gauge -> gauge.getId().getTag("state"))
                .toList();
    }

    @Test
    void should_count_what_is_read_and_what_is_committed_by_table() {
        metrics.read(MOVIES, 990_000);
        metrics.read(MOVIES, 980_000);
        metrics.rejected(0, 1, "no row");
        metrics.committed(MOVIES, new Appended(2, 1, 700), 5);

        assertThat(counter("reprise.export.read.rows", "analytics.movies")).isEqualTo(2);
        assertThat(counter("reprise.export.committed.rows", "analytics.movies")).isEqualTo(2);
        assertThat(counter("reprise.export.committed.files", "analytics.movies"))
                .isEqualTo(1);
        assertThat(counter("reprise.export.committed.bytes", "analytics.movies"))
                .isEqualTo(700);
        assertThat(registry.get("reprise.export.rejected.records").counter().count())
                .isEqualTo(1);
        assertThat(told.lines()).containsExactly("rejected: no row", "committed 2 rows of analytics.movies");
    }

    @Test
    void should_tell_how_long_the_oldest_row_waits_until_it_is_committed() {
        assertThat(gauge("reprise.export.waiting.seconds")).isZero();
        metrics.read(MOVIES, 990_000);
        metrics.read(MOVIES, 980_000);
        metrics.read(MOVIES, 999_000);
        assertThat(gauge("reprise.export.waiting.seconds")).isEqualTo(20);

        metrics.failed(new IllegalStateException("away"));
        assertThat(gauge("reprise.export.waiting.seconds")).as("it still waits").isEqualTo(20);
        metrics.advanced(SOME, TimeUnit.SECONDS.toNanos(3));

        assertThat(gauge("reprise.export.waiting.seconds")).isZero();
        assertThat(registry.get("reprise.export.commit").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(3);
        assertThat(metrics.positions()).isEqualTo(SOME);
    }

    @Test
    void should_be_in_one_state_at_a_time() {
        assertThat(states()).containsExactly("waiting");
        metrics.begun(SOME);
        assertThat(states()).containsExactly("working");
        metrics.outrun("another writer");
        metrics.begun(SOME);
        assertThat(states()).as("until it commits").containsExactly("standing-by");
        metrics.advanced(SOME, 1);
        assertThat(states()).containsExactly("working");
        metrics.refused("made anew");
        assertThat(states()).containsExactly("refused");
        metrics.failed(new IllegalStateException("away"));
        assertThat(states()).containsExactly("waiting");
        metrics.begun(SOME);
        assertThat(states()).containsExactly("working");
    }

    @Test
    void should_bound_its_series() {
        for (int number = 0; number < 3 * ExportMetrics.TABLES_MAX; number++) {
            metrics.read(new TableName("analytics", "t" + number), 1);
        }

        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .filteredOn(id -> id.getName().equals("reprise.export.read.rows"))
                .hasSize(ExportMetrics.TABLES_MAX + 1);
        assertThat(counter("reprise.export.read.rows", ExportMetrics.OTHER)).isEqualTo(2 * ExportMetrics.TABLES_MAX);
    }
}
