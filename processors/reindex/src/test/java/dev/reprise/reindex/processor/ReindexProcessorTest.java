package dev.reprise.reindex.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.InvalidProcessorException;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Work;
import dev.reprise.reindex.DocumentWrite;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReindexProcessorTest {

    private static final UUID ASSET = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");

    private static final Map<String, String> SETTINGS = Map.of("reprise.elasticsearch.hosts", "127.0.0.1:1");

    private final AssetProcessor<DocumentWrite> reindex = create(SETTINGS);

    @SuppressWarnings("unchecked")
    private static AssetProcessor<DocumentWrite> create(Map<String, String> settings) {
        return (AssetProcessor<DocumentWrite>) new ReindexProvider().create(new ProcessorContext() {
            @Override
            public Optional<String> setting(String key) {
                return Optional.ofNullable(settings.get(key));
            }

            @Override
            public ClassLoader classLoader() {
                return ReindexProcessorTest.class.getClassLoader();
            }
        });
    }

    private static Resolution resolve(AssetProcessor<?> processor, Map<String, JsonNode> parameters) {
        return processor.resolve(new ProcessorSpec("reindex", parameters), AssetTypes.EVERY, new Circumstances() {});
    }

    private Work work(String index) {
        Resolution resolution = resolve(reindex, Map.of("index", TextNode.valueOf(index)));
        assertThat(resolution.problems()).isEmpty();
        Pinned pinned = ((Resolution.Accepted) resolution).pinned();
        return new Work("job-1", "movie", pinned, Instant.parse("2026-05-05T11:00:00Z"), 100);
    }

    private static Asset row(@Nullable String payload) {
        ByteBuffer bytes = payload == null ? null : ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8));
        return new Asset(ASSET, 3, bytes, 1_700_000_000_000_001L, null, null);
    }

    @Test
    void should_take_every_type_and_look_for_nothing_afterwards() {
        Pinned pinned = work("movies").pinned();

        assertThat(pinned.of("whatever")).contains(new Pending.Nothing());
        assertThat(reindex.mismatch(pinned, "movie")).isEmpty();
        assertThat(reindex.subject(pinned, "movie")).isEqualTo("movie into index movies");
        assertThat(reindex.waitsForSettledRows()).isFalse();
        assertThat(reindex.refusesRowsAhead()).isTrue();
    }

    @Test
    void should_name_every_mistake_of_a_request() {
        assertThat(resolve(reindex, Map.of()).problems())
                .containsExactly("'processor.index' is missing; it is the name of an index or alias");
        assertThat(resolve(reindex, Map.of("index", IntNode.valueOf(7), "idnex", TextNode.valueOf("x")))
                        .problems())
                .containsExactly(
                        "unknown field 'processor.idnex' (known to reindex: index, overwrite, template)",
                        "'processor.index' must be the name of an index or alias, not 7");
        assertThat(resolve(reindex, Map.of("index", TextNode.valueOf("a*"))).problems())
                .singleElement()
                .asString()
                .startsWith("'processor.index' must be the name of an index or alias (");
    }

    @Test
    void should_refuse_when_there_is_no_elasticsearch_or_the_index_is_not_allowed() {
        AssetProcessor<DocumentWrite> nowhere = create(Map.of());
        AssetProcessor<DocumentWrite> limited = create(Map.of(
                "reprise.elasticsearch.hosts",
                "127.0.0.1:1",
                "reprise.processors.reindex.allowed-indexes",
                "movies-{yyyyMM}, posters"));

        assertThat(resolve(nowhere, Map.of("index", TextNode.valueOf("movies"))).problems())
                .containsExactly(
                        "'processor' cannot be reindex in this deployment: it has no reprise.elasticsearch.hosts");
        assertThat(nowhere.mismatch(work("movies").pinned(), "movie")).contains("has no reprise.elasticsearch.hosts");
        assertThat(resolve(limited, Map.of("index", TextNode.valueOf("posters")))
                        .problems())
                .isEmpty();
        assertThat(resolve(limited, Map.of("index", TextNode.valueOf("movies"))).problems())
                .containsExactly(
                        "'processor.index' must be one that this deployment writes to (movies-{yyyyMM}, posters),"
                                + " not movies");
    }

    @Test
    void should_name_every_wrong_setting() {
        assertThatThrownBy(() -> create(Map.of(
                        "reprise.elasticsearch.hosts", "a b",
                        "reprise.elasticsearch.username", "a",
                        "reprise.processors.reindex.requests-max", "0")))
                .isInstanceOfSatisfying(InvalidProcessorException.class, wrong -> assertThat(wrong.problems())
                        .containsExactlyInAnyOrder(
                                "reprise.elasticsearch.hosts: 'a b' holds 'a b', which is not host:port, nor http://"
                                        + " or https:// before it",
                                "reprise.elasticsearch.username: user name and password go together; one is missing",
                                "reprise.processors.reindex.requests-max: '0' must lie between 1 and 64"));
    }

    @Test
    void should_send_the_payload_at_the_write_time_of_the_row() {
        Asset row = row("{\"a\":1}");

        Decision<DocumentWrite> decision = reindex.decide(work("movies-{yyyyMM}"), row, step -> {});

        assertThat(decision)
                .isEqualTo(new Decision.Apply<>(
                        new DocumentWrite(ASSET, "movies-202401", 1_700_000_000_000_001L, row.payload())));
        assertThat(reindex.decideGone(work("movies"), ASSET))
                .isEqualTo(new Decision.Apply<>(DocumentWrite.gone(ASSET, "movies")));
    }

    @Test
    void should_write_documents_of_the_same_version_again_when_asked_to() {
        Resolution resolution =
                resolve(reindex, Map.of("index", TextNode.valueOf("movies"), "overwrite", BooleanNode.TRUE));
        Pinned pinned = ((Resolution.Accepted) resolution).pinned();
        var work = new Work("job-1", "movie", pinned, Instant.parse("2026-05-05T11:00:00Z"), 100);
        Asset row = row("{\"a\":1}");
        var document = new DocumentWrite(ASSET, "movies", row.writtenAtMicros(), row.payload(), true);

        assertThat(reindex.decide(work, row, step -> {})).isEqualTo(new Decision.Apply<>(document));
        assertThat(reindex.describe(row, document).after().path("version_type").textValue())
                .isEqualTo("external_gte");
        assertThat(resolve(reindex, Map.of("index", TextNode.valueOf("movies"), "overwrite", TextNode.valueOf("yes")))
                        .problems())
                .containsExactly("'processor.overwrite' must be true or false, not \"yes\"");
    }

    private static Circumstances circumstances(boolean isOfWholeTypes) {
        return new Circumstances() {
            @Override
            public boolean isOfWholeTypes() {
                return isOfWholeTypes;
            }
        };
    }

    @Test
    void should_rebuild_whole_types_alone_into_an_index_named_after_alias_and_job() {
        var spec = new ProcessorSpec(
                "reindex", Map.of("index", TextNode.valueOf("movies-{yyyyMM}"), "template", TextNode.valueOf("films")));
        AssetTypes movies = AssetTypes.of(List.of("movie"));

        Pinned pinned = ((Resolution.Accepted) reindex.resolve(spec, movies, circumstances(true))).pinned();
        var work = new Work("job-1", "movie", pinned, Instant.parse("2026-05-05T11:00:00Z"), 100);

        assertThat(pinned.isCompared()).isTrue();
        assertThat(reindex.decideGone(work, ASSET))
                .isEqualTo(new Decision.Apply<>(DocumentWrite.gone(ASSET, "movies-202401-job-1")));
        assertThat(reindex.resolve(spec, movies, circumstances(false)).problems())
                .singleElement()
                .asString()
                .startsWith("'processor.template' needs a selector of whole types");
        assertThat(resolve(
                                reindex,
                                Map.of(
                                        "index",
                                        TextNode.valueOf("a".repeat(151)),
                                        "template",
                                        TextNode.valueOf("films*")))
                        .problems())
                .containsExactly(
                        "'processor.index' has more than 150 bytes, which leaves no room for the name of a new index",
                        "'processor.template' must be the name of an index template, not \"films*\"");
    }

    @Test
    void should_make_a_dead_letter_of_a_row_without_a_document() {
        assertThat(cause(reindex.decide(work("movies"), row(null), step -> {}))).isEqualTo("NoPayload");
        assertThat(cause(reindex.decide(work("movies"), row("\"" + "x".repeat(100) + "\""), step -> {})))
                .isEqualTo("PayloadTooLarge");
    }

    private static String cause(Decision<DocumentWrite> decision) {
        return ((Decision.Failed<DocumentWrite>) decision).failure().cause();
    }

    @Test
    void should_show_what_would_be_sent_in_a_preview() {
        Asset row = row("{\"a\":1}");

        Preview.Change change = reindex.describe(row, new DocumentWrite(ASSET, "movies", 17, row.payload()));

        assertThat(change.patch()).isEmpty();
        assertThat(change.after().toString())
                .isEqualTo("{\"index\":\"movies\",\"_id\":\"" + ASSET
                        + "\",\"version\":17,\"version_type\":\"external\",\"bytes\":7}");
        assertThat(change.note()).contains("index movies");
    }
}
