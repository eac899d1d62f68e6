package dev.reprise.pipeline.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.RemoteError;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.migration.processor.MigrateProcessor;
import dev.reprise.pipeline.SettleTime;
import dev.reprise.pipeline.config.PipelineSettings;
import dev.reprise.pipeline.decide.DecisionThreads;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Example;
import dev.reprise.processor.Processors;
import dev.reprise.processor.Work;
import dev.reprise.service.config.ProcessorLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {

    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");
    private static final int GROUP = 64;
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final PipelineSettings SETTINGS = new PipelineSettings(
            new DecisionThreads.Limits(1, Duration.ofSeconds(5), 16),
            Duration.ofSeconds(25),
            new Retry.Policy(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(15)),
            SettleTime.NONE,
            PipelineSettings.Strategy.TIMESTAMP,
            new PipelineSettings.Group(GROUP, 262_144),
            4_194_304,
            new ProcessorLimits(Map.of()));

    @TempDir
    Path directory;

    private PipelineThreads threads;
    private long nanos;

    @BeforeEach
    void setUp() {
        threads = new PipelineThreads(SETTINGS.decisions());
    }

    @AfterEach
    void tearDown() {
        threads.close();
    }

    /** Time goes on by 100 ms with each look at the clock. */
    private long nanoTime() {
        nanos += TimeUnit.MILLISECONDS.toNanos(100);
        return nanos;
    }

    private MigrateProcessor migrate(String examples) throws IOException {
        Path movie = Files.createDirectories(directory.resolve("migrations/movie"));
        Files.writeString(
                movie.resolve("V2__two.jslt"), "if (.bad) error(\"bad is not wanted\") else {\"two\": true, * : .}");
        Files.writeString(
                movie.resolve("V2__two.examples.json"),
                "[{\"name\": \"refuses\", \"given\": {\"bad\": 1}, \"fails\": true}]");
        Files.writeString(movie.resolve("V3__three.jslt"), "{\"three\": true, * : .}");
        Files.writeString(movie.resolve("V3__three.examples.json"), examples);
        return new MigrateProcessor(MigrationCatalog.load(new MigrationSources(
                directory.resolve("migrations"),
                Files.createDirectories(directory.resolve("schemas")),
                getClass().getClassLoader())));
    }

    private static final String ONE_EXAMPLE =
            "[{\"name\": \"adds\", \"given\": {\"a\": 1}, \"expected\": {\"a\": 1, \"three\": true}}]";

    private int warmUp(MigrateProcessor migrate, Duration most, LongSupplier compilerMillis)
            throws InterruptedException {
        var environment = new Environment(
                Clock.fixed(NOW, ZoneOffset.UTC),
                this::nanoTime,
                () -> 0.5,
                threads.retries(),
                threads.decisions(),
                topic -> CompletableFuture.completedFuture(false));
        var maker = new PipelineMaker(SETTINGS, Processors.of(List.of(migrate)), environment, e -> RemoteError.FATAL);
        return new WarmUp(maker, compilerMillis).run(most);
    }

    @Test
    void should_change_rows_until_the_compilers_rest() throws IOException, InterruptedException {
        // given
        long[] compiled = {1_000, 1_400, 1_700, 1_720};
        int[] looks = {0};

        // when
        int changed = warmUp(migrate(ONE_EXAMPLE), MOST, () -> compiled[looks[0]++]);

        // then
        assertThat(looks[0]).isEqualTo(compiled.length);
        assertThat(nanos).isLessThan(MOST.toNanos());
        assertThat(changed).isPositive().isEqualTo(changed / GROUP * GROUP);
    }

    @Test
    void should_end_in_time_when_the_compilers_never_rest() throws IOException, InterruptedException {
        int changed = warmUp(migrate(ONE_EXAMPLE), MOST, () -> nanos / 1_000_000);

        assertThat(changed).isPositive();
        assertThat(nanos).isBetween(MOST.toNanos(), 2 * MOST.toNanos());
    }

    @Test
    void should_do_nothing_without_time_or_examples() throws IOException, InterruptedException {
        assertThat(warmUp(migrate(ONE_EXAMPLE), Duration.ZERO, () -> 0)).isZero();
        assertThat(warmUp(migrate("[]"), MOST, () -> 0)).isZero();
    }

    @Test
    void should_have_work_to_do_for_each_example_that_a_migration_takes() throws IOException {
        // given
        MigrateProcessor migrate = migrate(ONE_EXAMPLE);

        // when
        List<Example> examples = migrate.examples();

        // then
        assertThat(examples).singleElement().satisfies(example -> {
            assertThat(migrate.mismatch(example.pinned(), example.assetType())).isEmpty();
            var work = new Work("job", example.assetType(), example.pinned(), NOW, 1_000);
            assertThat(migrate.decide(work, example.row(), step -> {})).isInstanceOf(Decision.Apply.class);
        });
    }
}
