package dev.reprise.idproducer.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.async.Finished;
import dev.reprise.common.request.Request;
import dev.reprise.idproducer.plan.Processors;
import dev.reprise.idproducer.plan.ResolvedProcessor;
import dev.reprise.idproducer.query.QueryIndex;
import dev.reprise.idproducer.query.QueryPages;
import dev.reprise.idproducer.query.RefusedQueryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestIntakeTest {

    private static final String REQUEST =
            "{\"type\":\"submit\",\"job\":\"j\",\"selector\":{\"assetType\":\"movie\",\"query\":{\"match_all\":{}}},\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}";

    private static final Processors ANY = new Processors() {
        @Override
        public List<String> problems(Request.Submit submit) {
            return List.of();
        }

        @Override
        public List<String> problems(Request.Submit submit, Collection<String> types) {
            return List.of();
        }

        @Override
        public ResolvedProcessor resolve(Request.Submit submit, Collection<String> types) {
            throw new UnsupportedOperationException("the coordinator resolves");
        }
    };

    private static Judgement judge(@Nullable Exception answer) {
        QueryIndex queries = new QueryIndex() {
            @Override
            public CompletionStage<Long> count(String assetType, JsonNode query) {
                return answer == null ? CompletableFuture.completedFuture(1L) : CompletableFuture.failedFuture(answer);
            }

            @Override
            public QueryPages open(String assetType, JsonNode query, int share) {
                throw new UnsupportedOperationException("an intake reads nothing");
            }

            @Override
            public CompletionStage<List<UUID>> sample(String assetType, JsonNode query, int size) {
                throw new UnsupportedOperationException("an intake reads nothing");
            }
        };
        return Finished.result(new RequestIntake(ANY, queries)
                .judge(REQUEST.getBytes(StandardCharsets.UTF_8), "unused")
                .toCompletableFuture());
    }

    @Test
    void should_refuse_a_query_that_its_index_refuses() {
        assertThat(judge(new RefusedQueryException("Elasticsearch answers no")))
                .isEqualTo(
                        new Judgement.Refused(List.of("'selector.query' cannot be served: Elasticsearch answers no")));
    }

    @Test
    void should_let_a_query_in_when_its_index_is_away() {
        assertThat(judge(null)).isEqualTo(new Judgement.Accepted("j"));
        assertThat(judge(new IOException("away")))
                .as("no request behind it must wait; the plan asks again")
                .isEqualTo(new Judgement.Accepted("j"));
    }
}
