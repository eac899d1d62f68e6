package dev.reprise.reindex.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchHosts;
import dev.reprise.processor.AroundRounds;
import dev.reprise.processor.BlockedException;
import dev.reprise.processor.LedJob;
import dev.reprise.processor.UnreachableSystemException;
import dev.reprise.reindex.ReindexRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private static final UUID JANUARY = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");

    private static final Instant NOW = Instant.parse("2024-03-31T12:00:00Z");

    private final FakeCluster cluster = new FakeCluster();
    private final Rebuild rebuild = new Rebuild(ElasticsearchConnection.open(ElasticsearchHosts.of(cluster.address()))
            .client());
    private final Map<UUID, Long> rows = new TreeMap<>(Map.of(JANUARY, 5L));

    private final AssetRows cassandra = new AssetRows() {
        @Override
        public CompletionStage<List<AssetPartition>> partitions(String assetType) {
            return CompletableFuture.completedFuture(List.of(new AssetPartition(assetType, "2024-01")));
        }

        @Override
        public CompletionStage<Page> page(IdRange range) {
            return CompletableFuture.completedFuture(new Page(rows, null, true));
        }

        @Override
        public CompletionStage<Map<UUID, Long>> writtenAt(String assetType, Collection<UUID> assetIds) {
            return CompletableFuture.completedFuture(rows);
        }

        @Override
        public CompletionStage<Optional<UUID>> newest(IdRange range) {
            return CompletableFuture.completedFuture(rows.keySet().stream()
                    .filter(id -> id.timestamp() < range.below().timestamp())
                    .findFirst());
        }
    };

    RebuildTest() throws IOException {}

    @AfterEach
    void close() {
        cluster.close();
    }

    private static ProcessorSpec spec(String index) {
        return new ProcessorSpec(
                "reindex", Map.of("index", TextNode.valueOf(index), "template", TextNode.valueOf("films")));
    }

    private LedJob job(String index) {
        return job(index, "new");
    }

    private LedJob job(String index, String id) {
        var pinned = new Pinned(spec(index), Map.of(), Map.of("movie", new Pending.Compared()));
        return new LedJob(id, pinned, Set.of("movie"), cassandra, NOW, new Cancellation());
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private Optional<String> refusal(String index) throws Exception {
        return done(rebuild.refusal("new", ReindexRequest.of(spec(index))));
    }

    @Test
    void should_make_an_index_that_is_fast_to_write_strict_and_marked() throws Exception {
        cluster.index("movies-v1", "movies").template("movies-*");

        assertThat(refusal("movies")).isEmpty();
        done(rebuild.prepare(job("movies")));
        done(rebuild.prepare(job("movies")));

        JsonNode made = cluster.made("movies-new");
        assertThat(made.path("settings").toString())
                .isEqualTo("{\"index\":{\"refresh_interval\":\"-1\",\"number_of_replicas\":0,"
                        + "\"auto_expand_replicas\":\"false\"}}");
        assertThat(made.path("mappings").path("dynamic").textValue()).isEqualTo("strict");
        assertThat(made.path("mappings")
                        .path("_meta")
                        .path("reprise")
                        .path("before")
                        .textValue())
                .isEqualTo("movies-v1");
        assertThat(cluster.of("movies-new")).containsOnlyKeys("movies-next");
        assertThat(cluster.of("movies-v1")).containsOnlyKeys("movies");
        assertThat(cluster.requests.stream().filter("PUT /movies-new"::equals))
                .as("made once")
                .hasSize(1);
        assertThat(refusal("movies"))
                .as("when the same request is posted again")
                .isEmpty();
    }

    @Test
    void should_leave_dynamic_as_the_template_has_it_and_put_its_settings_back() throws Exception {
        cluster.index("movies-v1", "movies").template("movies-*");
        cluster.simulated.withObject("/template/mappings").put("dynamic", "false");
        cluster.simulated.withObject("/template/settings/index").put("number_of_replicas", "2");

        done(rebuild.prepare(job("movies")));
        AroundRounds.Differences found = done(rebuild.compare(job("movies")));

        assertThat(cluster.made("movies-new").path("mappings").has("dynamic")).isFalse();
        assertThat(cluster.settings.get("movies-new"))
                .hasToString("{\"refresh_interval\":null,\"number_of_replicas\":\"2\",\"auto_expand_replicas\":null}");
        assertThat(cluster.requests).contains("POST /movies-new/_refresh");
        assertThat(found.assets()).isEqualTo(Map.of("movie", List.of(JANUARY)));
        assertThat(found.words()).isEqualTo("movies-new has of 1 rows 1 missing, 0 surplus and 0 older documents");
    }

    @Test
    void should_refuse_what_cannot_be_rebuilt_before_anything_is_made() throws Exception {
        assertThat(refusal("movies"))
                .contains("Reprise finds no alias 'movies'; add it to the index that readers use now");
        cluster.index("movies");
        assertThat(refusal("movies").orElseThrow()).startsWith("Reprise finds the index 'movies', which is no alias");
        cluster.index("v1", "films").index("v2", "films");
        assertThat(refusal("films").orElseThrow())
                .isEqualTo("Reprise finds 2 indexes behind the alias 'films', not one");
        cluster.index("songs-v1", "songs");
        assertThat(refusal("songs")).contains("Reprise finds no index template 'films'; create it");
        cluster.template("other-*");
        assertThat(refusal("songs").orElseThrow())
                .isEqualTo("Reprise finds that no pattern of the index template 'films' matches the new index"
                        + " 'songs-new'; add one such as 'songs-*'");
        cluster.template("songs-*");
        cluster.simulated.putArray("overlapping").addObject().put("name", "films");
        assertThat(refusal("songs").orElseThrow()).contains("another index template comes before 'films'");
        cluster.simulated.remove("overlapping");
        cluster.simulated.withObject("/template/aliases/songs");
        assertThat(refusal("songs").orElseThrow()).contains("gives each index the alias 'songs' at once");
        cluster.template("songs-*");
        cluster.index("songs-new");
        assertThat(refusal("songs").orElseThrow()).contains("'songs-new', which this job has not made");
        cluster.of("songs-v1").put("songs", FakeCluster.JSON.objectNode().put("index_routing", "1"));
        assertThat(refusal("songs").orElseThrow()).contains("a routing in the alias 'songs'");
        assertThat(refusal("posters-{yyyyMM}").orElseThrow()).contains("no alias such as 'posters-*'");
        assertThatThrownBy(() -> done(rebuild.prepare(job("songs")))).cause().isInstanceOf(BlockedException.class);
    }

    @Test
    void should_move_the_alias_with_its_filter_and_find_that_done_after_a_crash() throws Exception {
        cluster.index("movies-v1", "movies").template("movies-*");
        cluster.of("movies-v1").put("movies", FakeCluster.JSON.objectNode().put("is_hidden", true));
        done(rebuild.prepare(job("movies")));
        cluster.losesAliasAnswer = true;
        assertThatThrownBy(() -> done(rebuild.finish(job("movies"))))
                .cause()
                .isInstanceOf(UnreachableSystemException.class);
        cluster.losesAliasAnswer = false;

        String words = done(rebuild.finish(job("movies")));

        assertThat(words).isEqualTo("the alias has moved: movies from movies-v1 to movies-new; the index before stays");
        assertThat(cluster.of("movies-v1")).isEmpty();
        assertThat(cluster.of("movies-new"))
                .containsOnlyKeys("movies")
                .containsEntry("movies", FakeCluster.JSON.objectNode().put("is_hidden", true));
        assertThat(done(rebuild.withdraw(job("movies")))).as("too late").isFalse();
        done(rebuild.prepare(job("movies")));
        assertThat(cluster.of("movies-new")).as("not marked again").containsOnlyKeys("movies");
    }

    @Test
    void should_never_move_the_alias_after_it_was_withdrawn() throws Exception {
        cluster.index("movies-v1", "movies").template("movies-*");
        assertThat(done(rebuild.withdraw(job("movies")))).as("nothing is made").isTrue();
        done(rebuild.prepare(job("movies")));

        assertThat(done(rebuild.withdraw(job("movies")))).isTrue();
        assertThat(done(rebuild.withdraw(job("movies")))).as("once more").isTrue();
        assertThatThrownBy(() -> done(rebuild.finish(job("movies"))))
                .cause()
                .isInstanceOf(BlockedException.class)
                .hasMessageContaining("'movies-next' no longer at 'movies-new'");
        assertThat(cluster.of("movies-v1")).containsOnlyKeys("movies");
    }

    @Test
    void should_leave_the_alias_to_the_job_that_rebuilds_last() throws Exception {
        cluster.index("movies-v1", "movies").template("movies-*");
        done(rebuild.prepare(job("movies", "first")));
        done(rebuild.prepare(job("movies", "second")));

        assertThatThrownBy(() -> done(rebuild.finish(job("movies", "first"))))
                .cause()
                .isInstanceOf(BlockedException.class);
        assertThat(done(rebuild.finish(job("movies", "second")))).contains("from movies-v1 to movies-second");
    }

    @Test
    void should_make_and_move_one_index_for_each_time_in_one_request() throws Exception {
        cluster.index("old-1", "movies-202401").template("movies-*");

        assertThat(refusal("movies-{yyyyMM}")).isEmpty();
        done(rebuild.prepare(job("movies-{yyyyMM}")));
        String words = done(rebuild.finish(job("movies-{yyyyMM}")));

        assertThat(cluster.created)
                .as("of the rows, of now, and of tomorrow")
                .containsOnlyKeys("old-1", "movies-202401-new", "movies-202403-new", "movies-202404-new");
        assertThat(words).startsWith("3 aliases have moved, each to a new index, the first movies-202401 from old-1");
        assertThat(cluster.of("movies-202401-new")).containsOnlyKeys("movies-202401");
        assertThat(cluster.of("movies-202403-new")).containsOnlyKeys("movies-202403");
        assertThat(cluster.of("old-1")).isEmpty();
        assertThat(rebuild.leftovers(job("movies-{yyyyMM}"))).contains("movies-*-new");
    }

    @Test
    void should_tell_what_passes_from_what_a_person_must_do() throws Exception {
        cluster.index("movies-v1", "movies").template("movies-*");
        done(rebuild.prepare(job("movies")));
        for (int status : new int[] {429, 503}) {
            cluster.broken = status;
            assertThatThrownBy(() -> done(rebuild.finish(job("movies"))))
                    .cause()
                    .isInstanceOf(UnreachableSystemException.class)
                    .hasMessage("Elasticsearch answers " + status);
            assertThatThrownBy(() -> done(rebuild.compare(job("movies"))))
                    .cause()
                    .isInstanceOf(UnreachableSystemException.class);
        }
        cluster.broken = 403;
        assertThatThrownBy(() -> done(rebuild.finish(job("movies")))).cause().isInstanceOf(BlockedException.class);
        cluster.close();
        assertThatThrownBy(() -> done(rebuild.finish(job("movies"))))
                .cause()
                .isInstanceOf(UnreachableSystemException.class)
                .hasMessageStartingWith("no answer of Elasticsearch: ");
    }
}
