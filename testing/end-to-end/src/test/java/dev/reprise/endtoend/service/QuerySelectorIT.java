package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Elasticsearch says which assets, Cassandra says what they are. */
@ExtendWith(LocalStackExtension.class)
class QuerySelectorIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2024-02-05T00:00:00Z");

    private static String request(String job, String query, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"doc\",\"query\":" + query
                + "},\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"outcomes\":true" + more + "}";
    }

    private static String refusal(TopicClient client, int number) {
        return String.join(
                "\n",
                TopicClient.rejection(client.awaitRejections(number).get(number - 1))
                        .reasons());
    }

    @Test
    void should_process_what_a_query_matches_and_go_on_when_the_producer_is_killed(LocalStack stack) {
        int pages = 400;
        try (var deployment = new Deployment("queried", stack)
                        .with(
                                "reprise.elasticsearch.hosts",
                                stack.elasticsearch().address())
                        .with("reprise.elasticsearch.index", "queried-{assetType}")
                        .impatient()
                        .with("reprise.emit.page-size", "10");
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> dramas = new ArrayList<>(rows.insert("doc", "2024-01", JANUARY, pages));
            // Over seven minutes, so that every share has some.
            for (int i = 0; i < 32; i++) {
                dramas.add(rows.insert("doc", "2024-02", FEBRUARY.plusSeconds(14L * i), "{\"a\":1}"));
            }
            List<UUID> comedies = rows.insert("doc", "2024-02", FEBRUARY.plusSeconds(3600), 10);
            UUID unknown = new UUID(dramas.get(0).getMostSignificantBits(), 0x8000_0000_0000_0077L);
            var index = new SearchIndex(stack.elasticsearch().address(), "queried-doc").create();
            index.add("doc", "drama", dramas);
            index.add("doc", "drama", List.of(unknown));
            // An asset may stand in several documents.
            index.add("doc", "drama", dramas.subList(5, 30));
            index.add("doc", "comedy", comedies);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            client.post(request("dramas", "{\"term\":{\"genre\":\"drama\"}}", ",\"limits\":{\"eventsPerSecond\":100}"));
            client.awaitJob("dramas", job -> job.counts().emitted() > 60);
            producer.process().signal(Signal.KILL);
            Deployment.awaitReady(deployment.start(ServiceKind.ID_PRODUCER));
            Job job = client.awaitEnd("dramas");

            assertThat(job.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(job.counts()).isEqualTo(new Counts(dramas.size() + 1, dramas.size(), 0, 0, 1, 0));
            assertThat(job.slices().assets()).isNull();
            assertThat(client.events("dramas"))
                    .extracting(AssetEvent::assetId)
                    .doesNotHaveDuplicates()
                    .containsAll(dramas)
                    .contains(unknown)
                    .hasSize(dramas.size() + 1);
            rows.all("doc").forEach((id, row) -> assertThat(row.version()).isEqualTo(comedies.contains(id) ? 1 : 2));
        }
    }

    @Test
    void should_refuse_a_query_with_the_reason_of_elasticsearch_and_spread_a_sample(LocalStack stack) {
        try (var deployment = new Deployment("query_refused", stack)
                        .with(
                                "reprise.elasticsearch.hosts",
                                stack.elasticsearch().address())
                        .with("reprise.elasticsearch.index", "query-refused");
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                ids.add(rows.insert("doc", "2024-01", JANUARY.plusSeconds(14L * i), "{\"a\":1}"));
            }
            List<UUID> bad = List.of(rows.insert("doc", "2024-02", FEBRUARY, "{\"a\":\"text\"}"));
            var index = new SearchIndex(stack.elasticsearch().address(), "query-refused").create();
            index.add("doc", "drama", ids);
            index.add("note", "drama", rows.insert("note", "2024-01", JANUARY.plusSeconds(7), 3));
            index.add("doc", "bad", bad);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("bad-1", "{\"trem\":{\"genre\":\"drama\"}}", ""));
            assertThat(refusal(client, 1))
                    .startsWith("'selector.query' cannot be served: Elasticsearch answers ")
                    .contains("unknown query [trem]");
            client.post(request("bad-2", "{\"range\":{\"genre\":{\"gte\":1,\"gt\":{}}}}", ""));
            assertThat(refusal(client, 2)).contains("Elasticsearch answers ");
            client.post(request("sampled", "{\"term\":{\"genre\":\"drama\"}}", "")
                    .replace("},\"processor\"", ",\"sample\":16},\"processor\""));
            Job sampled = client.awaitEnd("sampled");
            client.post(request("all", "{\"term\":{\"genre\":\"drama\"}}", ""));
            Job all = client.awaitEnd("all");
            client.post(request("failing", "{\"term\":{\"genre\":\"bad\"}}", ""));
            Job failing = client.awaitEnd("failing");

            assertThat(sampled.counts()).isEqualTo(new Counts(16, 16, 0, 0, 0, 0));
            assertThat(client.events("sampled"))
                    .extracting(event -> event.assetId().toString().charAt(0))
                    .doesNotHaveDuplicates();
            assertThat(all.counts())
                    .as("documents of another type do not count")
                    .isEqualTo(new Counts(32, 16, 16, 0, 0, 0));
            assertThat(failing.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 1));
            assertThat(failing.unmigrated()).isZero();
        }
    }

    @Test
    void should_pause_with_the_reason_when_the_index_is_deleted_and_go_on_when_it_is_back(LocalStack stack) {
        try (var deployment = new Deployment("query_lost", stack)
                        .with(
                                "reprise.elasticsearch.hosts",
                                stack.elasticsearch().address())
                        .with("reprise.elasticsearch.index", "query-lost");
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                ids.add(rows.insert("doc", "2024-01", JANUARY.plusSeconds(14L * i), "{\"a\":1}"));
            }
            var index = new SearchIndex(stack.elasticsearch().address(), "query-lost").create();
            index.add("doc", "drama", ids);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("lost", "{\"match_all\":{}}", ",\"limits\":{\"eventsPerSecond\":5}"));
            client.awaitJob("lost", job -> job.counts().emitted() > 0);
            index.delete();
            client.post("{\"type\":\"throttle\",\"job\":\"lost\",\"eventsPerSecond\":null}");
            Job paused = client.awaitJob("lost", job -> job.state() == JobStatus.PAUSED);
            assertThat(paused.message())
                    .startsWith("paused: its assets cannot be selected: Elasticsearch answers ")
                    .contains("no such index [query-lost]");

            index.create().add("doc", "drama", ids);
            client.post(Requests.command("resume", "lost"));
            Job ended = client.awaitEnd("lost");

            assertThat(ended.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(ended.counts()).isEqualTo(new Counts(64, 64, 0, 0, 0, 0));
            assertThat(client.events("lost")).hasSize(64).doesNotHaveDuplicates();
        }
    }

    @Test
    void should_refuse_every_query_when_there_is_no_elasticsearch(LocalStack stack) {
        try (var deployment = new Deployment("query_nowhere", stack);
                var database = deployment.database()) {
            database.createTables();
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("nowhere", "{\"match_all\":{}}", ""));

            assertThat(refusal(client, 1))
                    .isEqualTo("'selector.query' cannot be served: no Elasticsearch is configured; set"
                            + " reprise.elasticsearch.hosts, or select by type, time or ids");
        }
    }
}
