package dev.reprise.reindex.elasticsearch;

import static dev.reprise.reindex.elasticsearch.StubElasticsearch.done;
import static dev.reprise.reindex.elasticsearch.StubElasticsearch.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.Outcome;
import dev.reprise.processor.Applied;
import dev.reprise.reindex.DocumentWrite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What each answer means to a document that may be written again at its own version. */
class OverwriteTest extends BulkSinkFixture {
    OverwriteTest() throws IOException {}

    private static DocumentWrite again(UUID id) {
        return new DocumentWrite(id, "movies", 7, ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)), true);
    }

    @Test
    void should_write_a_document_of_the_same_version_again_and_leave_a_newer_one() throws Exception {
        server.items(done("index", 200, "updated"), failed("index", 409, "version_conflict_engine_exception", "newer"));

        assertThat(apply(again(A), again(B))).containsExactly(Applied.CHANGED, outcome(Outcome.UNCHANGED));
        assertThat(server.bulks.get(0))
                .contains("\"version_type\":\"external_gte\"")
                .doesNotContain("\"external\"");
        assertThat(lookedFor).as("rows of documents that were there before").isEmpty();
    }

    @Test
    void should_take_a_created_document_away_again_when_its_row_is_gone() throws Exception {
        gone.add(B);
        server.items(done("index", 201, "created"), done("index", 201, "created"))
                .items(done("delete", 200, "deleted"));

        assertThat(apply(again(A), again(B))).containsExactly(Applied.CHANGED, Applied.GONE);
        assertThat(lookedFor).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void should_look_for_the_row_when_a_request_without_an_answer_may_have_created_what_is_now_written_over()
            throws Exception {
        gone.add(A);
        server.bulk(504, "{}")
                .items(done("index", 200, "updated"), done("index", 200, "updated"))
                .items(done("delete", 200, "deleted"));

        assertThat(apply(again(A), again(B))).containsExactly(Applied.GONE, Applied.CHANGED);
        assertThat(lookedFor).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void should_not_look_for_rows_when_only_an_item_was_turned_away() throws Exception {
        server.items(failed("index", 429, "es_rejected_execution_exception", "busy"))
                .items(done("index", 200, "updated"));

        assertThat(apply(again(A))).containsExactly(Applied.CHANGED);
        assertThat(lookedFor).isEmpty();
    }
}
