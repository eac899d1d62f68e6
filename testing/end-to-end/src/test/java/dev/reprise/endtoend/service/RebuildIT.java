package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job that rebuilds what stands behind an alias, beside a live writer and readers, and through a crash. */
@ExtendWith(LocalStackExtension.class)
class RebuildIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> send(LocalStack stack, String method, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://" + stack.elasticsearch().address() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private void expect(LocalStack stack, String method, String path, String body) throws Exception {
        HttpResponse<String> answer = send(stack, method, path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private static String request(String job, String index, String template) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"film\"},\"processor\":"
                + "{\"name\":\"reindex\",\"index\":\"" + index + "\",\"template\":\"" + template + "\"}}";
    }

    /** The row first, then the new index, then the one of the readers. */
    private void writeLive(LocalStack stack, AssetDatabase database, UUID id, int value) throws Exception {
        Instant now = Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
        String payload = "{\"a\":" + value + "}";
        database.session()
                .execute(
                        "UPDATE " + AssetDatabase.quoted(database.tables().keyspace())
                                + ".asset USING TIMESTAMP " + micros
                                + " SET payload = ?, schema_version = 1 WHERE asset_type = 'film' AND bucket = '2024-01'"
                                + " AND asset_id = ?",
                        payload,
                        id);
        String version = "_doc/" + id + "?require_alias=true&version_type=external&version=" + micros;
        assertThat(send(stack, "PUT", "/films-next/" + version, payload).statusCode())
                .as("404 where no rebuild is under way")
                .isIn(200, 201, 404, 409);
        assertThat(send(stack, "PUT", "/films/" + version, payload).statusCode())
                .isIn(200, 201, 409);
    }

    /** Writes and reads until it is told to stop. */
    private CompletableFuture<Integer> live(
            LocalStack stack, AssetDatabase database, List<UUID> ids, AtomicBoolean isOver) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                int written = 0;
                for (; !isOver.get(); written++) {
                    UUID id = ids.get(written % ids.size());
                    writeLive(stack, database, id, 1_000 + written);
                    HttpResponse<String> read = send(stack, "GET", "/films/_doc/" + id, "");
                    assertThat(read.statusCode()).as("readers see no gap").isEqualTo(200);
                    assertThat(read.body()).contains("\"a\":" + (1_000 + written) + "}");
                }
                return written;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private void prepare(LocalStack stack, List<UUID> ids) throws Exception {
        expect(
                stack,
                "PUT",
                "/_index_template/films",
                "{\"index_patterns\":[\"films-*\"],\"template\":{\"settings\":{\"number_of_replicas\":0},"
                        + "\"mappings\":{\"properties\":{\"a\":{\"type\":\"long\"}}}}}");
        expect(stack, "PUT", "/films-v1", "{\"aliases\":{\"films\":{}}}");
        expect(stack, "PUT", "/filmindex", "");
        for (UUID id : ids) {
            expect(stack, "PUT", "/films-v1/_doc/" + id + "?version_type=external&version=1", "{\"a\":-1}");
        }
    }

    @Test
    void should_move_the_alias_once_when_nothing_differs_though_id_producer_is_killed_during_it(LocalStack stack)
            throws Exception {
        try (var proxy = new SearchProxy(stack.elasticsearch().address());
                var deployment = new Deployment("rebuild", stack).with("reprise.elasticsearch.hosts", proxy.address());
                var database = deployment.database()) {
            database.createTables();
            List<UUID> ids = new Rows(database).insert("film", "2024-01", JANUARY, 300);
            prepare(stack, ids);
            LocalService idProducer = deployment.start(ServiceKind.ID_PRODUCER);
            deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            client.post(request("no-template", "films", "flims"));
            client.post(request("no-alias", "filmindex", "films"));
            List<String> reasons = client.awaitRejections(2).stream()
                    .flatMap(one -> TopicClient.rejection(one).reasons().stream())
                    .toList();
            var isOver = new AtomicBoolean();
            var live = live(stack, database, ids, isOver);
            proxy.be(SearchProxy.Behaviour.HOLD_SWITCH);
            client.post(request("second", "films", "films"));
            proxy.awaitHeld();
            Job switching = client.awaitJob("second", job -> job.state() == JobStatus.SWITCHING);
            idProducer.process().kill();
            proxy.be(SearchProxy.Behaviour.PASS);
            proxy.release();
            deployment.start(ServiceKind.ID_PRODUCER);
            Job ended = client.awaitEnd("second");
            isOver.set(true);
            int written = live.get(1, java.util.concurrent.TimeUnit.MINUTES);

            assertThat(reasons)
                    .containsExactlyInAnyOrder(
                            "'processor.template' cannot be served: Reprise finds no index template 'flims'; create it",
                            "'processor.template' cannot be served: Reprise finds the index 'filmindex', which is no"
                                    + " alias; readers have to use an alias, so that it can be moved");
            assertThat(written).isPositive();
            assertThat(switching.counts().failed()).isZero();
            assertThat(ended.state()).as(ended.message()).isEqualTo(JobStatus.COMPLETED);
            assertThat(ended.message())
                    .isEqualTo("the alias has moved: films from films-v1 to films-second; the index before stays");
            assertThat(send(stack, "GET", "/_alias", "").body())
                    .contains("\"films-second\":{\"aliases\":{\"films\":{}}}")
                    .contains("\"films-v1\":{\"aliases\":{}}");
            assertThat(send(stack, "GET", "/films-second", "").body())
                    .contains("\"dynamic\":\"strict\"")
                    .doesNotContain("refresh_interval\":\"-1");
            Map<UUID, String> rows = new Rows(database)
                    .all("film").entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    row -> String.valueOf(row.getValue().payload())));
            Map<UUID, String> documents = new VersionedIndex(
                            stack.elasticsearch().address(), "films")
                    .all().entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, document -> document.getValue()
                                    .source()));
            assertThat(documents).isEqualTo(rows);
        }
    }
}
