package dev.reprise.endtoend.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.reprise.common.wire.Json;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchHosts;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchQueryIndex;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchSettings;
import dev.reprise.idproducer.read.RefusedSelectionException;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A query reaches a real Elasticsearch as it was posted, and comes back with what the server says of it. */
@ExtendWith(LocalStackExtension.class)
class PostedQueryIT {

    /** What may stand in the name of an index, and means something in an address. */
    private static final String TYPE = "a+b&c=ü%3f";

    private static final String LARGE_NUMBER = "12345678901234567890";

    private static ElasticsearchQueryIndex index(LocalStack stack, String name) {
        return new ElasticsearchQueryIndex(new ElasticsearchSettings(
                ElasticsearchConnection.open(
                        ElasticsearchHosts.of(stack.elasticsearch().address())),
                name,
                "asset_id",
                "asset_type",
                Duration.ofMinutes(5)));
    }

    private static long count(ElasticsearchQueryIndex index, String query) throws Exception {
        return index.count(TYPE, Json.parseStrict(query.getBytes(UTF_8)))
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static UUID id(long number) {
        return new UUID(0x5a2b3c4d_e5f6_11eeL, 0x8080_0000_0000_0000L + number);
    }

    @Test
    void should_count_what_the_posted_digits_match(LocalStack stack) throws Exception {
        new SearchIndex(stack.elasticsearch().address(), "posted-a%2Bb%26c%3D%C3%BC%253f")
                .create()
                .add(TYPE, LARGE_NUMBER, List.of(id(1), id(2)));
        try (var index = index(stack, "posted-{assetType}")) {
            assertThat(count(index, "{\"term\":{\"genre\":" + LARGE_NUMBER + "}}"))
                    .isEqualTo(2);
            assertThat(count(index, "{\"term\":{\"genre\":12345678901234567000}}"))
                    .isZero();
            String many = IntStream.range(0, 50_000).mapToObj(Integer::toString).collect(Collectors.joining(","));
            assertThat(count(index, "{\"terms\":{\"genre\":[" + many + "," + LARGE_NUMBER + "]}}"))
                    .isEqualTo(2);
        }
    }

    @Test
    void should_refuse_in_the_words_of_the_server(LocalStack stack) {
        new SearchIndex(stack.elasticsearch().address(), "posted-refused").create();
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put("{\"trem\":{\"genre\":\"drama\"}}", "parsing_exception: unknown query [trem]");
        refused.put("{\"match_all\":{\"foo\":1}}", "[match_all] unknown field [foo]");
        refused.put("{\"match_all\":{},\"foo\":1}", "[match_all] malformed query");
        refused.put("{}", "query malformed, empty clause found");
        refused.put("{\"range\":{\"number\":{\"gte\":\"x\"}}}", "failed to create query: For input string: \"x\"");
        refused.put("{\"range\":{\"number\":{\"lt\":1e400}}}", "Value [Infinity] is out of range for a long");
        refused.put("{\"query_string\":{\"query\":\"a AND (\"}}", "Cannot parse 'a AND (': Encountered \"<EOF>\"");
        // The server's parser ends before the query does; without an array around it, it would search for something
        // else.
        refused.put("{\"range\":{\"genre\":{\"gte\":{}}}}", "expected value but got [END_OBJECT]");
        refused.put(
                "{\"bool\":{\"must\":".repeat(40) + "{\"match_all\":{}}" + "}}".repeat(40), "failed to parse field");

        try (var index = index(stack, "posted-refused")) {
            refused.forEach((query, words) -> assertThat(catchThrowable(() -> count(index, query)))
                    .as(query)
                    .cause()
                    .isInstanceOf(RefusedSelectionException.class)
                    .hasMessageStartingWith("Elasticsearch answers ")
                    .hasMessageContaining(words));
        }
        try (var index = index(stack, "posted-nowhere")) {
            assertThat(catchThrowable(() -> count(index, "{\"match_all\":{}}")))
                    .cause()
                    .isInstanceOf(RefusedSelectionException.class)
                    .hasMessage("Elasticsearch answers index_not_found_exception: no such index [posted-nowhere]");
        }
    }
}
