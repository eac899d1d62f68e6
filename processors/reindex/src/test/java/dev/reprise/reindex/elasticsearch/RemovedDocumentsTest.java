package dev.reprise.reindex.elasticsearch;

import static dev.reprise.reindex.elasticsearch.StubElasticsearch.done;
import static dev.reprise.reindex.elasticsearch.StubElasticsearch.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.event.Outcome;
import dev.reprise.processor.Applied;
import dev.reprise.processor.UnreachableSystemException;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemovedDocumentsTest extends BulkSinkFixture {
    RemovedDocumentsTest() throws IOException {}

    @Test
    void should_remove_the_documents_of_rows_that_are_gone_at_the_versions_that_were_found() throws Exception {
        gone.add(A);
        gone.add(C);
        server.versions = Map.of(A.toString(), 5L, B.toString(), 6L);
        server.items(done("delete", 200, "deleted"));

        assertThat(apply(ofGone(A), ofGone(B), ofGone(C))).containsExactly(Applied.GONE, Applied.GONE, Applied.GONE);
        assertThat(server.bulks)
                .singleElement()
                .isEqualTo("{\"delete\":{\"_id\":\"" + A
                        + "\",\"_index\":\"movies\",\"version\":5,\"version_type\":\"external_gte\"}}\n");
        assertThat(lookedFor).as("after the versions were read").containsExactly(A, B);
    }

    @Test
    void should_remove_nothing_where_a_newer_document_has_come() throws Exception {
        gone.add(A);
        gone.add(B);
        server.versions = Map.of(A.toString(), 5L, B.toString(), 6L);
        server.items(failed("delete", 409, "version_conflict_engine_exception", "x"), done("delete", 404, "not_found"));

        assertThat(apply(ofGone(A), ofGone(B))).containsExactly(Applied.GONE, Applied.GONE);
    }

    @Test
    void should_take_a_document_away_again_when_its_row_is_gone() throws Exception {
        gone.add(B);
        server.items(done("index", 201, "created"), done("index", 201, "created"))
                .items(failed("delete", 429, "es_rejected_execution_exception", "busy"))
                .items(done("delete", 200, "deleted"));

        assertThat(apply(document(A, "{}"), document(B, "{}"))).containsExactly(Applied.CHANGED, Applied.GONE);
        assertThat(lookedFor).containsExactlyInAnyOrder(A, B);
        assertThat(server.bulks.get(2).lines())
                .containsExactly("{\"delete\":{\"_id\":\"" + B
                        + "\",\"_index\":\"movies\",\"version\":7,\"version_type\":\"external_gte\"}}");
    }

    @Test
    void should_look_for_the_row_when_a_request_had_no_answer_and_its_repetition_meets_the_same_version()
            throws Exception {
        gone.add(A);
        server.bulk(504, "{}")
                .items(
                        failed("index", 409, "version_conflict_engine_exception", "x"),
                        failed("index", 409, "version_conflict_engine_exception", "x"))
                .items(done("delete", 200, "deleted"));

        assertThat(apply(document(A, "{}"), document(B, "{}")))
                .containsExactly(Applied.GONE, outcome(Outcome.UNCHANGED));
    }

    @Test
    void should_look_for_the_rows_when_it_gives_up_without_an_answer() throws Exception {
        gone.add(A);
        server.versions = Map.of(A.toString(), 7L, B.toString(), 7L);
        for (int i = 0; i < ATTEMPTS_MAX; i++) {
            server.bulk(504, "{}");
        }
        server.items(done("delete", 200, "deleted"));

        assertThatThrownBy(() -> apply(document(A, "{}"), document(B, "{}"), document(C, "{}")))
                .hasCauseInstanceOf(UnreachableSystemException.class);
        // Nobody waits for it.
        server.awaitBulks(ATTEMPTS_MAX + 1);
        assertThat(server.bulks.get(ATTEMPTS_MAX))
                .isEqualTo("{\"delete\":{\"_id\":\"" + A
                        + "\",\"_index\":\"movies\",\"version\":7,\"version_type\":\"external_gte\"}}\n");
    }

    @Test
    void should_pause_the_job_when_a_document_may_not_be_taken_away() throws Exception {
        gone.add(A);
        server.items(done("index", 201, "created")).items(failed("delete", 403, "security_exception", "x"));

        assertThat(apply(document(A, "{}"))).allMatch(Applied.Refused.class::isInstance);
    }

    @Test
    void should_check_again_when_the_removal_fails() throws Exception {
        gone.add(A);
        server.items(done("index", 201, "created"));
        for (int i = 0; i < ATTEMPTS_MAX; i++) {
            server.bulk(503, "{}");
        }
        server.items(done("delete", 200, "deleted"));

        assertThat(apply(document(A, "{}"))).containsExactly(Applied.GONE);
    }
}
