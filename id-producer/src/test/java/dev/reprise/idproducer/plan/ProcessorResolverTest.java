package dev.reprise.idproducer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Pending;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.migration.processor.MigrateProcessor;
import dev.reprise.processor.Processors;
import dev.reprise.processor.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorResolverTest {

    @TempDir
    Path folder;

    private Resolution resolve(String processor) throws IOException, RefusedRequestException {
        Path movie = Files.createDirectories(folder.resolve("migrations/movie"));
        Files.writeString(movie.resolve("V2__two.jslt"), "{\"two\": true, * : .}");
        Files.writeString(movie.resolve("V3__three.jslt"), "{\"three\": true, * : .}");
        var sources = new MigrationSources(
                folder.resolve("migrations"),
                Files.createDirectories(folder.resolve("schemas")),
                ProcessorResolverTest.class.getClassLoader());
        var resolver = ProcessorResolver.of(
                Processors.of(List.of(new MigrateProcessor(MigrationCatalog.load(sources)))), new KnownTables());
        String text = "{'type':'submit','job':'j','selector':{'assetType':'movie'},'processor':" + processor + "}";
        return resolver.resolve((Request.Submit)
                new RequestParser(() -> "j").parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void should_pin_each_step_of_a_chain() throws IOException, RefusedRequestException {
        Resolution resolution = resolve("[{'name':'migrate','toVersion':2},{'name':'migrate','toVersion':3}]");

        assertThat(resolution).isInstanceOfSatisfying(Resolution.Accepted.class, accepted -> {
            assertThat(accepted.pinned().processor().name()).isEqualTo("migrate+migrate");
            assertThat(accepted.pinned().steps())
                    .extracting(step -> step.of("movie").orElseThrow())
                    .containsExactly(new Pending.BelowVersion(2), new Pending.BelowVersion(3));
            assertThat(accepted.pinned().of("movie")).contains(new Pending.BelowVersion(3));
        });
    }

    @Test
    void should_pin_no_steps_when_there_is_one_processor() throws IOException, RefusedRequestException {
        assertThat(resolve("[{'name':'migrate','toVersion':2}]"))
                .isEqualTo(resolve("{'name':'migrate','toVersion':2}"));
    }

    @Test
    void should_name_the_step_of_each_problem() throws IOException, RefusedRequestException {
        assertThat(resolve("[{'name':'migrate'},{'name':'fly'},{'name':'migrate','toVersion':9}]")
                        .problems())
                .containsExactly(
                        "step 1: 'processor.toVersion' is missing; it is a version number or \"latest\"",
                        "step 2: unknown processor 'fly'; there is migrate",
                        "step 3: there is no migration of 'movie' to version 9; the latest is 3");
    }
}
