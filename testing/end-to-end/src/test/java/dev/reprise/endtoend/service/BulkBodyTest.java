package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BulkBodyTest {

    private static final UUID A = new UUID(1, 1);
    private static final UUID B = new UUID(1, 2);
    private static final UUID C = new UUID(1, 3);

    private static final String FIRST = index(A) + "\n{\"a\":1}\n";
    private static final String SECOND = "{\"delete\":{\"_index\":\"i\",\"_id\":\"" + B + "\"}}\n";
    private static final String THIRD = index(C) + "\n{\"a\":3}\n";

    private static String index(UUID id) {
        return "{\"index\":{\"_index\":\"i\",\"_id\":\"" + id + "\"}}";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void should_know_every_document_and_halve_the_request() {
        var bulk = new BulkBody(bytes(FIRST + SECOND + THIRD));

        assertThat(bulk.ids()).containsExactly(A, B, C);
        assertThat(bulk.others()).isEqualTo(1);
        assertThat(new String(bulk.half(), StandardCharsets.UTF_8)).isEqualTo(FIRST + THIRD);
    }

    @Test
    void should_answer_busy_in_the_place_of_each_document_that_is_not_of_the_half() {
        var bulk = new BulkBody(bytes(FIRST + SECOND + THIRD));

        JsonNode answer = Json.read(
                bulk.answerWithBusy(
                        bytes(
                                "{\"took\":1,\"errors\":false,\"items\":[{\"index\":{\"status\":201}},{\"index\":{\"status\":200}}]}")),
                JsonNode.class);

        assertThat(answer.path("errors").booleanValue()).isTrue();
        assertThat(answer.path("items").path(0).path("index").path("status").intValue())
                .isEqualTo(201);
        assertThat(answer.path("items").path(1).path("delete").path("status").intValue())
                .isEqualTo(429);
        assertThat(answer.path("items").path(1).path("delete").path("_id").textValue())
                .isEqualTo(B.toString());
        assertThat(answer.path("items").path(2).path("index").path("status").intValue())
                .isEqualTo(200);
    }
}
