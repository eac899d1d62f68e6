package dev.reprise.idproducer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.IndexEntries;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.assets.TableShape;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.migration.processor.MigrateProcessor;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Processors;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
        return resolver.resolve(submit(text), LookedTables.NONE);
    }

    private static Request.Submit submit(String text) throws RefusedRequestException {
        return (Request.Submit)
                new RequestParser(() -> "j").parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    /** Wants one table. */
    private record OnTable(String name) implements AssetProcessor<Void> {
        @Override
        public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
            return known.table("t")
                    .<Resolution>map(table ->
                            new Resolution.Accepted(new Pinned(requested, Map.of("table", table.name()), Map.of())))
                    .orElseGet(() -> new Resolution.Refused(List.of("no table")));
        }

        @Override
        public Decision<Void> decide(Work work, Asset row, Consumer<Step> at) {
            throw new AssertionError("nothing is decided here");
        }

        @Override
        public Preview.Change describe(Asset row, Void effect) {
            throw new AssertionError("nothing is described here");
        }

        @Override
        public Sink<Void> sink(SinkContext context) {
            throw new AssertionError("nothing is written here");
        }
    }

    /** The driver knows no table yet, and the database has one. */
    private static final class NewTable implements IndexEntries {
        @Override
        public Optional<TableShape> table(String name) {
            return Optional.empty();
        }

        @Override
        public CompletionStage<Optional<TableShape>> look(String name) {
            return CompletableFuture.completedFuture(
                    name.equals("t") ? Optional.of(new TableShape("assets.t", List.of())) : Optional.empty());
        }

        @Override
        public CompletionStage<Optional<String>> problem(String table, Set<String> columns) {
            throw new AssertionError("nothing is written here");
        }

        @Override
        public CompletionStage<Void> apply(IndexEntry entry) {
            throw new AssertionError("nothing is written here");
        }
    }

    @Test
    void should_resolve_by_a_table_that_the_driver_does_not_know_yet() throws RefusedRequestException {
        var known = new KnownTables();
        var resolver = ProcessorResolver.of(Processors.of(List.of(new OnTable("fill"))), known);
        Request.Submit submit =
                submit("{'type':'submit','job':'j','selector':{'assetType':'m'},'processor':{'name':'fill'}}");

        assertThat(Finished.result(resolver.look(submit).toCompletableFuture())).isEqualTo(LookedTables.NONE);
        known.found(new KnownTables.Found(new NewTable(), List.of()));
        LookedTables looked = Finished.result(resolver.look(submit).toCompletableFuture());

        assertThat(resolver.resolve(submit, LookedTables.NONE).problems()).containsExactly("no table");
        assertThat(resolver.resolve(submit, LookedTables.read(looked.bytes())))
                .isInstanceOfSatisfying(
                        Resolution.Accepted.class,
                        accepted -> assertThat(accepted.pinned().checksums()).containsEntry("table", "assets.t"));
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
