package dev.reprise.reindex.elasticsearch;

import static dev.reprise.reindex.elasticsearch.StubElasticsearch.done;
import static dev.reprise.reindex.elasticsearch.StubElasticsearch.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Outcome;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import dev.reprise.processor.UnreachableSystemException;
import dev.reprise.reindex.DocumentWrite;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkSinkTest extends BulkSinkFixture {
    BulkSinkTest() throws IOException {}

    @Test
    void should_send_payloads_as_they_are_with_the_write_time_as_version() throws Exception {
        server.items(done("index", 200, "updated"), done("index", 200, "updated"));

        List<Applied> applied = apply(document(A, "{\"n\": 1.0}"), document(B, "{\r\n\"t\":\"a\\nb\"}\n"), ofGone(C));

        assertThat(applied).containsExactly(Applied.CHANGED, Applied.CHANGED, Applied.GONE);
        assertThat(server.bulks).hasSize(1);
        assertThat(server.bulks.get(0).lines())
                .containsExactly(
                        "{\"index\":{\"_id\":\"" + A
                                + "\",\"_index\":\"movies\",\"version\":7,\"version_type\":\"external\"}}",
                        "{\"n\": 1.0}",
                        "{\"index\":{\"_id\":\"" + B
                                + "\",\"_index\":\"movies\",\"version\":7,\"version_type\":\"external\"}}",
                        "{  \"t\":\"a\\nb\"} ");
        assertThat(lookedFor).as("rows of documents that were there before").isEmpty();
    }

    @Test
    void should_leave_what_is_newer() throws Exception {
        server.items(failed("index", 409, "version_conflict_engine_exception", "x"));

        assertThat(apply(document(A, "{}"))).containsExactly(outcome(Outcome.UNCHANGED));
        assertThat(lookedFor).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "429, es_rejected_execution_exception",
        "503, unavailable_shards_exception",
        "400, index_closed_exception",
        "500, es_rejected_execution_exception",
        "403, cluster_block_exception"
    })
    void should_send_only_those_again_that_were_turned_away(int status, String type) throws Exception {
        server.items(done("index", 200, "updated"), failed("index", status, type, "index preparing to close"))
                .items(done("index", 200, "updated"));

        assertThat(apply(document(A, "{}"), document(B, "{}"))).containsExactly(Applied.CHANGED, Applied.CHANGED);
        assertThat(server.bulks.get(1)).contains(B.toString()).doesNotContain(A.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503})
    void should_send_all_again_when_the_request_is_turned_away(int status) throws Exception {
        server.bulk(status, "{}").items(done("index", 200, "updated"));

        assertThat(apply(document(A, "{}"))).containsExactly(Applied.CHANGED);
        assertThat(server.bulks).hasSize(2);
    }

    /** The second and the third wait while the first is under way. Returns what came of each. */
    private List<List<Applied>> oneGroupAndThenTwo() throws Exception {
        Sink<DocumentWrite> sink = sink(100, 1);
        server.hold();
        CompletionStage<List<Applied>> first = begin(sink, document(A, "{}"));
        server.awaitBulks(1);
        CompletionStage<List<Applied>> second = begin(sink, document(B, "{}"));
        CompletionStage<List<Applied>> third = begin(sink, document(C, "{}"));
        server.release();
        return List.of(ended(first), ended(second), ended(third));
    }

    @Test
    void should_send_groups_together_that_have_waited_together() throws Exception {
        server.items(done("index", 200, "updated"))
                .items(failed("index", 409, "version_conflict_engine_exception", "x"), done("index", 200, "updated"));

        assertThat(oneGroupAndThenTwo())
                .containsExactly(
                        List.of(Applied.CHANGED), List.of(outcome(Outcome.UNCHANGED)), List.of(Applied.CHANGED));
        assertThat(server.bulks).hasSize(2);
    }

    @Test
    void should_drop_what_waits_when_nobody_waits_for_it() throws Exception {
        Sink<DocumentWrite> sink = sink(100, 1);
        server.items(done("index", 200, "updated"));
        server.hold();
        CompletionStage<List<Applied>> first = begin(sink, document(A, "{}"));
        server.awaitBulks(1);
        var cancellation = new Cancellation();
        CompletionStage<List<Applied>> dropped = sink.apply(PARTITION, List.of(document(B, "{}")), 0, cancellation);
        cancellation.cancel();
        server.release();

        assertThat(ended(first)).containsExactly(Applied.CHANGED);
        assertThatThrownBy(() -> ended(dropped)).hasMessageContaining("dropped before it began");
        assertThat(server.bulks).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void should_send_groups_alone_when_they_are_refused_together(int status) throws Exception {
        server.items(done("index", 200, "updated"))
                .bulk(status, "{}")
                .bulk(status, "{}")
                .items(done("index", 200, "updated"));

        List<List<Applied>> applied = oneGroupAndThenTwo();

        assertThat(applied.get(0)).containsExactly(Applied.CHANGED);
        assertThat(applied.get(1)).singleElement().isInstanceOf(Applied.Failed.class);
        assertThat(applied.get(2)).as("a neighbour").containsExactly(Applied.CHANGED);
        assertThat(server.bulks).hasSize(4);
    }

    @Test
    void should_make_no_dead_letter_when_elasticsearch_stays_away() {
        server.close();

        assertThatThrownBy(() -> apply(document(A, "{}")))
                .cause()
                .isInstanceOf(UnreachableSystemException.class)
                .hasMessageStartingWith("no answer of Elasticsearch: ");
    }

    @Test
    void should_divide_what_is_too_large() throws Exception {
        server.bulk(413, "too large")
                .bulk(413, "too large")
                .items(done("index", 200, "updated"))
                .items(done("index", 200, "updated"));

        List<Applied> applied = apply(document(A, "{}"), document(B, "{}"));

        assertThat(applied).hasSize(2);
        assertThat(applied).filteredOn(one -> one.equals(Applied.CHANGED)).hasSize(1);
        assertThat(applied)
                .filteredOn(one -> one instanceof Applied.Failed failed
                        && failed.failure().cause().equals("DocumentRefused"))
                .hasSize(1);
    }

    @Test
    void should_send_a_request_for_each_part_when_payloads_are_large() throws Exception {
        server.items(done("index", 200, "updated")).items(done("index", 200, "updated"));

        assertThat(apply(
                        document(A, "{\"a\":\"" + "x".repeat(60) + "\"}"),
                        document(B, "{\"a\":\"" + "x".repeat(60) + "\"}")))
                .containsExactly(Applied.CHANGED, Applied.CHANGED);
        assertThat(server.bulks).hasSize(2);
    }

    @Test
    void should_tell_type_and_field_but_no_value_when_the_mapping_refuses_a_document() throws Exception {
        server.items(
                failed(
                        "index",
                        400,
                        "document_parsing_exception",
                        "[1:9] failed to parse field [year] of type [long] in document with id 'x'. Preview of field's value: 'secret'"),
                failed(
                        "index",
                        400,
                        "strict_dynamic_mapping_exception",
                        "[1:2] mapping set to strict, dynamic introduction of [foo] within [_doc] is not allowed"),
                failed("index", 400, "parse_exception", "secret"));

        List<String> reasons = apply(document(A, "{}"), document(B, "{}"), document(C, "{}")).stream()
                .map(one -> ((Applied.Failed) one).failure().reason())
                .toList();

        assertThat(reasons)
                .containsExactly(
                        "Elasticsearch refuses the document: document_parsing_exception, field year of type long",
                        "Elasticsearch refuses the document: strict_dynamic_mapping_exception, field foo",
                        "Elasticsearch refuses the document: parse_exception");
    }

    @Test
    void should_pause_the_job_when_a_person_must_act() throws Exception {
        server.items(failed("index", 404, "index_not_found_exception", "no such index [movies]"))
                .items(failed("index", 403, "security_exception", "x"))
                .bulk(
                        401,
                        "{\"error\":{\"type\":\"security_exception\",\"reason\":\"missing credentials\"},\"status\":401}")
                .items(done("index", 200, "updated"), done("index", 200, "updated"));

        assertThat(apply(document(A, "{}")))
                .containsExactly(
                        new Applied.Refused(
                                "finds no index 'movies' any more (index_not_found_exception); create it, then resume the job"));
        assertThat(apply(document(A, "{}")))
                .containsExactly(new Applied.Refused(
                        "is refused by Elasticsearch: security_exception of index 'movies', then resume the job"));
        assertThat(apply(document(A, "{}"))).allMatch(Applied.Refused.class::isInstance);
        assertThat(apply(document(A, "{}")))
                .as("more answers than documents")
                .containsExactly(new Applied.Refused(
                        "gets 2 answers of Elasticsearch to 1 documents; look for what stands between"
                                + " the two, then resume the job"));
    }

    @Test
    void should_never_create_an_index_that_is_misspelled() throws Exception {
        server.look = new StubElasticsearch.Answer(
                404,
                "{\"error\":{\"type\":\"index_not_found_exception\",\"reason\":\"no such index\"},\"status\":404}");

        assertThat(apply(document(A, "{}")))
                .containsExactly(
                        new Applied.Refused("finds no index or alias 'movies'; create it, then resume the job"));
        assertThat(server.bulks).isEmpty();
    }

    @Test
    void should_look_at_an_index_once_for_many_groups() throws Exception {
        server.items(done("index", 200, "updated")).items(done("index", 200, "updated"));

        apply(document(A, "{}"));
        apply(document(B, "{}"));

        assertThat(server.looks).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":{\"settings\":{}},\"b\":{\"settings\":{}}} | finds 2 indexes behind 'movies'",
                "{\".ds-movies-1\":{\"settings\":{}}} | finds the data stream 'movies'",
                "{\"movies\":{\"settings\":{\"index\":{\"gc_deletes\":\"15s\"}}}} | waits up to PT10S for Elasticsearch"
            })
    void should_send_nothing_where_versions_do_not_protect(String found, String reason) throws Exception {
        server.look = new StubElasticsearch.Answer(200, found);

        assertThat(apply(document(A, "{}")))
                .singleElement()
                .satisfies(one -> assertThat(((Applied.Refused) one).reason()).startsWith(reason));
        assertThat(server.bulks).isEmpty();
    }

    @Test
    void should_not_send_what_was_read_too_long_ago() throws Exception {
        nanos = TimeUnit.SECONDS.toNanos(31);

        assertThatThrownBy(() -> apply(document(A, "{}"))).hasMessageContaining("too long ago");
        assertThat(server.bulks).isEmpty();
    }
}
