package dev.reprise.fillindex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.assets.TableShape;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.wire.Json;
import dev.reprise.processor.Applied;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Work;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillIndexProcessorTest {

    private static final UUID ASSET = new UUID(0x1000L, 1);

    private static final TableShape BY_TITLE = new TableShape(
            "assets.movie_by_title",
            List.of(
                    new TableShape.Column("title", "text", TableShape.Kind.KEY),
                    new TableShape.Column("movie", "timeuuid", TableShape.Kind.KEY),
                    new TableShape.Column("year", "int", TableShape.Kind.REGULAR),
                    new TableShape.Column("bucket", "text", TableShape.Kind.REGULAR),
                    new TableShape.Column("note", "text", TableShape.Kind.STATIC),
                    new TableShape.Column("tags", "set<text>", TableShape.Kind.REGULAR)));

    private static final String GOOD =
            "{\"table\":\"movie_by_title\",\"columns\":{\"title\":\"/title\",\"movie\":\"asset_id\","
                    + "\"year\":\"/year\",\"bucket\":\"bucket\"}}";

    private final FillIndexProcessor fill = new FillIndexProcessor(AssetColumns.of(new ProcessorContext() {
        @Override
        public Optional<String> setting(String key) {
            return Optional.empty();
        }

        @Override
        public ClassLoader classLoader() {
            return FillIndexProcessorTest.class.getClassLoader();
        }
    }));

    private static final Circumstances TABLES = new Circumstances() {
        @Override
        public Optional<TableShape> table(String name) {
            return switch (name) {
                case "movie_by_title", "assets.movie_by_title" -> Optional.of(BY_TITLE);
                case "asset" -> Optional.of(new TableShape("assets.asset", BY_TITLE.columns()));
                default -> Optional.empty();
            };
        }
    };

    private Resolution resolve(String parameters) {
        Map<String, JsonNode> fields = new HashMap<>();
        Json.read(parameters.getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fill.resolve(new ProcessorSpec("fill-index", fields), AssetTypes.EVERY, TABLES);
    }

    private Pinned pinned() {
        return ((Resolution.Accepted) resolve(GOOD)).pinned();
    }

    private Decision<FillIndexProcessor.Entry> decide(@Nullable String payload) {
        var work = new Work("job-1", "movie", pinned(), Instant.EPOCH, 1_000);
        return fill.decide(work, row(payload, 100, null), step -> {});
    }

    private static Asset row(@Nullable String payload, long written, @Nullable Integer ttl) {
        ByteBuffer bytes = payload == null ? null : ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8));
        return new Asset(ASSET, 1, bytes, written, ttl, null);
    }

    private static IndexEntry entry(String title, long written, int ttl) {
        return new IndexEntry(
                ASSET,
                "assets.movie_by_title",
                Map.of("title", title, "movie", ASSET, "bucket", "2024-01"),
                written,
                ttl,
                false);
    }

    @Test
    void should_pin_the_table_and_the_types_of_its_columns() {
        assertThat(pinned().checksums())
                .isEqualTo(Map.of(
                        "table", "assets.movie_by_title",
                        "columns/title", "key text",
                        "columns/movie", "key timeuuid",
                        "columns/year", "int",
                        "columns/bucket", "text"));
        assertThat(pinned().isSeenInRows()).as("the rows show nothing").isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"columns\":{\"title\":\"/t\"}} | 'processor.table' must be the name of a table",
                "{\"table\":\"nowhere\",\"columns\":{\"title\":\"/t\"}} | there is no table nowhere; create it first",
                "{\"table\":\"asset\",\"columns\":{\"title\":\"/t\"}} | must not be assets.asset, in which the assets are",
                "{\"table\":\"movie_by_title\"} | 'processor.columns' must say for each column",
                "{\"table\":\"movie_by_title\",\"columns\":{\"title\":\"title\"}} | 'processor.columns.title' must be a JSON pointer",
                "{\"table\":\"movie_by_title\",\"columns\":{\"movie\":\"asset_id\"}} | lacks the column title, which is of the primary key",
                "{\"table\":\"movie_by_title\",\"columns\":{\"title\":\"/t\",\"movie\":\"asset_id\",\"x\":\"/x\"}} | has no column x",
                "{\"table\":\"movie_by_title\",\"columns\":{\"title\":\"/t\",\"movie\":\"asset_id\",\"note\":\"/x\"}} | is static",
                "{\"table\":\"movie_by_title\",\"columns\":{\"title\":\"/t\",\"movie\":\"asset_id\",\"tags\":\"/x\"}} | has the type set<text>, which",
                "{\"table\":\"movie_by_title\",\"columns\":{\"title\":\"/t\",\"movie\":\"asset_id\",\"year\":\"bucket\"}} | and bucket needs text or varchar",
                "{\"table\":\"movie_by_title\",\"columns\":{\"title\":\"/t\",\"movie\":\"/id\"}} | must have a column with the asset_id",
                "{\"table\":\"movie_by_title\",\"columns\":{\"title\":\"/t\",\"movie\":\"asset_id\"},\"ttl\":1} | unknown field 'processor.ttl'",
            })
    void should_be_refused_when_the_request_does_not_fit_the_table(String parameters, String problem) {
        assertThat(resolve(parameters).problems()).anyMatch(one -> one.contains(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"title\":5} | the value at /title is number or out of range, not a text",
                "{\"title\":{\"en\":\"x\"}} | the value at /title is object or out of range, not a text",
                "{\"title\":\"\"} | the text at /title has 0 bytes, and a key has 1 to 65535",
                "{\"title\":\"x\",\"year\":\"1999\"} | the value at /year is string or out of range, not a whole number of 32 bits",
                "{\"title\":\"x\",\"year\":4294967296} | the value at /year is number or out of range, not a whole number of 32 bits",
                "{ | the payload is no JSON",
            })
    void should_make_a_dead_letter_when_a_value_is_unusable(String payload, String reason) {
        assertThat(decide(payload)).isInstanceOfSatisfying(Decision.Failed.class, failed -> {
            assertThat(failed.failure().cause()).isEqualTo("UnusableValue");
            assertThat(failed.failure().reason()).isEqualTo(reason);
        });
    }

    @Test
    void should_have_no_entry_when_a_value_of_the_key_is_missing() {
        assertThat(decide("{\"title\":null}")).isEqualTo(new Decision.Settled<>(Outcome.UNCHANGED));
        assertThat(decide(null)).isEqualTo(new Decision.Settled<>(Outcome.UNCHANGED));
    }

    @Test
    void should_write_the_entry_at_the_write_time_and_with_the_life_of_its_row() {
        Asset read = row("{\"title\":\"a\"}", 100, 60);
        var table = new Table(List.of(Optional.of(read)));

        assertThat(table.apply(read)).containsExactly(Applied.CHANGED);
        assertThat(table.applied).containsExactly(entry("a", 100, 60));
    }

    @Test
    void should_replace_the_entry_when_its_row_has_changed_meanwhile() {
        Asset newer = row("{\"title\":\"b\"}", 200, null);
        var table = new Table(List.of(Optional.of(newer), Optional.of(newer)));

        assertThat(table.apply(row("{\"title\":\"a\"}", 100, null))).containsExactly(Applied.CHANGED);
        assertThat(table.applied)
                .containsExactly(entry("a", 100, 0), entry("a", 100, 0).removed(), entry("b", 200, 0));
    }

    @Test
    void should_remove_the_entry_when_its_row_is_gone_or_has_no_value_any_more() {
        var gone = new Table(List.of(Optional.empty()));
        var without = new Table(List.of(Optional.of(row("{}", 200, null))));
        List<IndexEntry> expected =
                List.of(entry("a", 100, 0), entry("a", 100, 0).removed());

        assertThat(gone.apply(row("{\"title\":\"a\"}", 100, null))).containsExactly(Applied.GONE);
        assertThat(without.apply(row("{\"title\":\"a\"}", 100, null)))
                .containsExactly(new Applied.Done(Outcome.UNCHANGED));
        assertThat(gone.applied).isEqualTo(expected);
        assertThat(without.applied).isEqualTo(expected);
    }

    @Test
    void should_make_a_dead_letter_when_the_row_never_rests() {
        List<Optional<Asset>> changes = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            changes.add(Optional.of(row("{\"title\":\"a\"}", 100 + i, null)));
        }
        var table = new Table(changes);

        assertThat(table.apply(row("{\"title\":\"a\"}", 100, null)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Applied.Failed.class,
                        failed -> assertThat(failed.failure().cause()).isEqualTo("RowKeepsChanging"));
        assertThat(table.applied).as("nothing of it stays").hasSize(20).last().matches(IndexEntry::isRemoval);
    }

    /** A table beside the assets, whose rows change each time they are read. */
    private final class Table implements SinkContext {
        final List<IndexEntry> applied = new ArrayList<>();
        private final Deque<Optional<Asset>> reads = new ArrayDeque<>();

        Table(List<Optional<Asset>> reads) {
            this.reads.addAll(reads);
        }

        List<Applied> apply(Asset read) {
            var work = new Work("job-1", "movie", pinned(), Instant.EPOCH, 1_000);
            var decision = (Decision.Apply<FillIndexProcessor.Entry>) fill.decide(work, read, step -> {});
            return fill.sink(this)
                    .apply(new AssetPartition("movie", "2024-01"), List.of(decision.effect()), 0, new Cancellation())
                    .toCompletableFuture()
                    .join();
        }

        @Override
        public Sink<FencedWrite> rows() {
            throw new AssertionError("no row is written");
        }

        @Override
        public Sink<IndexEntry> entries() {
            return (partition, entries, readAtNanos, cancellation) -> {
                applied.addAll(entries);
                return CompletableFuture.completedFuture(
                        entries.stream().map(entry -> Applied.CHANGED).toList());
            };
        }

        @Override
        public CompletionStage<Rereading> reread(
                AssetPartition partition, List<UUID> assetIds, Cancellation cancellation) {
            return CompletableFuture.completedFuture(new Rereading(
                    reads.remove().map(row -> Map.of(row.assetId(), row)).orElse(Map.of()), 1));
        }

        @Override
        public CompletionStage<Boolean> canSendTo(String topic) {
            throw new AssertionError("nothing is sent");
        }
    }
}
