package dev.reprise.idproducer.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.assets.TableShape;
import dev.reprise.common.async.Finished;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Request;
import dev.reprise.idproducer.plan.LookedTables;
import dev.reprise.idproducer.plan.OtherJobs;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.query.NoQueryIndex;
import dev.reprise.idproducer.query.QueryIndex;
import dev.reprise.idproducer.query.QueryPages;
import dev.reprise.idproducer.read.RefusedSelectionException;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestRefusalTest {

    private static final String REQUEST =
            "{\"type\":\"submit\",\"job\":\"j\",\"selector\":{\"assetType\":\"movie\",\"query\":{\"match_all\":{}}},\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}";

    private static final ProcessorResolver ANY = (submit, types, jobs, tables) ->
            new Resolution.Accepted(new Pinned(submit.processor(), Map.of(), Map.of()));

    private static Judgement judge(@Nullable Exception answer) {
        QueryIndex queries = new QueryIndex() {
            @Override
            public CompletionStage<Long> count(String assetType, JsonNode query) {
                return answer == null ? CompletableFuture.completedFuture(1L) : CompletableFuture.failedFuture(answer);
            }

            @Override
            public QueryPages open(String assetType, JsonNode query, int shard) {
                throw new UnsupportedOperationException("an intake reads nothing");
            }

            @Override
            public CompletionStage<List<UUID>> sample(String assetType, JsonNode query, int size) {
                throw new UnsupportedOperationException("an intake reads nothing");
            }
        };
        return Finished.result(new RequestRefusal(AllowedRequests.ALL, ANY, queries)
                .judge(REQUEST.getBytes(StandardCharsets.UTF_8), "unused")
                .toCompletableFuture());
    }

    private static Judgement judge(ProcessorResolver processors, @Nullable QueryIndex queries, String posted) {
        QueryIndex index = queries == null ? new NoQueryIndex() : queries;
        return Finished.result(new RequestRefusal(AllowedRequests.ALL, processors, index)
                .judge(posted.getBytes(StandardCharsets.UTF_8), "unused")
                .toCompletableFuture());
    }

    /** An index that does not keep to its contract. */
    private static QueryIndex counting(Supplier<CompletionStage<Long>> count) {
        return new QueryIndex() {
            @Override
            public CompletionStage<Long> count(String assetType, JsonNode query) {
                return count.get();
            }

            @Override
            public QueryPages open(String assetType, JsonNode query, int shard) {
                throw new UnsupportedOperationException("an intake reads nothing");
            }

            @Override
            public CompletionStage<List<UUID>> sample(String assetType, JsonNode query, int size) {
                throw new UnsupportedOperationException("an intake reads nothing");
            }
        };
    }

    private static ProcessorResolver failing(Supplier<RuntimeException> failure) {
        return (submit, types, jobs, tables) -> {
            throw failure.get();
        };
    }

    private static ProcessorResolver meeting(Supplier<CompletionStage<List<String>>> obstacles) {
        return new ProcessorResolver() {
            @Override
            public Resolution resolve(Request.Submit submit, AssetTypes types, OtherJobs jobs, LookedTables tables) {
                return ANY.resolve(submit, types, jobs, tables);
            }

            @Override
            public CompletionStage<List<String>> obstacles(Request.Submit submit) {
                return obstacles.get();
            }
        };
    }

    @Test
    void should_refuse_what_a_processor_finds_in_its_way_and_accept_when_it_cannot_know() {
        QueryIndex found = counting(() -> CompletableFuture.completedFuture(1L));

        assertThat(judge(meeting(() -> CompletableFuture.completedFuture(List.of("no index"))), found, REQUEST))
                .isEqualTo(new Judgement.Refused(List.of("no index")));
        assertThat(judge(meeting(() -> CompletableFuture.completedFuture(List.of())), found, REQUEST))
                .isInstanceOf(Judgement.Accepted.class);
        assertThat(judge(
                        meeting(() -> CompletableFuture.failedFuture(new IllegalStateException("away"))),
                        found,
                        REQUEST))
                .isInstanceOf(Judgement.Accepted.class);
    }

    /** Refuses what does not rest on exactly these tables. */
    private static ProcessorResolver resting(LookedTables expected, CompletableFuture<LookedTables> looked) {
        return new ProcessorResolver() {
            @Override
            public Resolution resolve(Request.Submit submit, AssetTypes types, OtherJobs jobs, LookedTables tables) {
                return tables.equals(expected)
                        ? ANY.resolve(submit, types, jobs, tables)
                        : new Resolution.Refused(List.of("other tables: " + tables));
            }

            @Override
            public CompletionStage<LookedTables> look(Request.Submit submit) {
                return looked;
            }
        };
    }

    @Test
    void should_judge_by_the_tables_as_they_are_and_hand_them_on() {
        var tables = new LookedTables(Map.of("t", new TableShape("assets.t", List.of())));
        QueryIndex found = counting(() -> CompletableFuture.completedFuture(1L));
        var answer = new CompletableFuture<LookedTables>();
        CompletableFuture<Judgement> judgement = new RequestRefusal(AllowedRequests.ALL, resting(tables, answer), found)
                .judge(REQUEST.getBytes(StandardCharsets.UTF_8), "unused")
                .toCompletableFuture();

        assertThat(judgement).isNotDone();
        answer.complete(tables);

        assertThat(Finished.result(judgement)).isEqualTo(new Judgement.Accepted("j", tables));
    }

    @Test
    void should_judge_by_what_is_known_when_the_tables_cannot_be_looked_at() {
        QueryIndex found = counting(() -> CompletableFuture.completedFuture(1L));

        assertThat(judge(
                        resting(LookedTables.NONE, CompletableFuture.failedFuture(new IllegalStateException("away"))),
                        found,
                        REQUEST))
                .isEqualTo(new Judgement.Accepted("j", LookedTables.NONE));
    }

    @Test
    void should_refuse_with_the_cause_when_a_request_cannot_be_judged() {
        QueryIndex thrown = counting(() -> {
            throw new IllegalStateException("closed " + "x".repeat(100_000));
        });
        @SuppressWarnings("NullAway") // It is what an index must not return that is tried.
        QueryIndex nothing = counting(() -> null);

        // The plan asks the index again, and the job waits there.
        assertThat(judge(ANY, thrown, REQUEST)).isInstanceOf(Judgement.Accepted.class);
        assertThat(judge(ANY, nothing, REQUEST)).isInstanceOf(Judgement.Accepted.class);
        List<Supplier<RuntimeException>> failures =
                List.of(() -> new IllegalStateException("x".repeat(100_000)), () -> {
                    throw new StackOverflowError();
                });
        for (Supplier<RuntimeException> failure : failures) {
            Judgement judgement = judge(failing(failure), null, REQUEST);
            assertThat(judgement).isInstanceOf(Judgement.Refused.class);
            assertThat(((Judgement.Refused) judgement).reasons())
                    .singleElement()
                    .asString()
                    .startsWith("the request cannot be judged: java.lang.")
                    .hasSizeLessThan(1_100);
        }
    }

    @Test
    void should_refuse_what_the_deployment_does_not_serve_before_anybody_else_is_asked() {
        var preview = new AllowedRequests(
                Optional.empty(), Optional.empty(), Optional.of(AllowedRequests.Names.of("preview")));
        var refusal =
                new RequestRefusal(preview, failing(() -> new IllegalStateException("asked")), new NoQueryIndex());

        Judgement judgement = Finished.result(refusal.judge(REQUEST.getBytes(StandardCharsets.UTF_8), "unused")
                .toCompletableFuture());

        assertThat(judgement)
                .isEqualTo(
                        new Judgement.Refused(List.of("this deployment does not serve the mode 'run', but preview")));
    }

    @Test
    void should_not_take_the_end_of_the_memory_for_a_mistake_in_a_request() {
        assertThatThrownBy(() -> judge(
                        failing(() -> {
                            throw new OutOfMemoryError("test");
                        }),
                        null,
                        REQUEST))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Test
    void should_refuse_a_number_that_no_arithmetic_can_hold() {
        String posted = "{\"type\":\"throttle\",\"job\":\"x\",\"eventsPerSecond\":100e2147483647}";

        assertThat(posted).hasSizeLessThanOrEqualTo(67);
        assertThat(judge(ANY, null, posted))
                .isEqualTo(new Judgement.Refused(List.of(
                        "'eventsPerSecond' must be a whole number from 1 to 2147483647, not 1.00E+2147483649")));
    }

    @Test
    void should_refuse_a_query_that_its_index_refuses() {
        assertThat(judge(new RefusedSelectionException("Elasticsearch answers no")))
                .isEqualTo(
                        new Judgement.Refused(List.of("'selector.query' cannot be served: Elasticsearch answers no")));
    }

    @Test
    void should_let_a_query_in_when_its_index_is_away() {
        assertThat(judge(null)).isEqualTo(new Judgement.Accepted("j", LookedTables.NONE));
        assertThat(judge(new IOException("away")))
                .as("no request behind it must wait; the plan asks again")
                .isEqualTo(new Judgement.Accepted("j", LookedTables.NONE));
    }
}
