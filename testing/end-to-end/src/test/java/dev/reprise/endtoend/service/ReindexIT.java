package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.cli.OpenSources;
import dev.reprise.cli.compare.CompareCommand;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.Defaults;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import picocli.CommandLine;

/** A job that brings rows into an index: at their write times, into no index that is not there, and whatever Elasticsearch does. */
@ExtendWith(LocalStackExtension.class)
class ReindexIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    /** So long Elasticsearch is busy at least, and then away; it always lasts until a task has lost its patience. */
    private static final Duration TROUBLE = Duration.parse(System.getProperty("reprise.trouble.elasticsearch", "PT0S"));

    private static final int STRUCK_TIMES = 10;

    /** When rows of a test are written, in microseconds. */
    private static final long WRITTEN = 1_000_000;

    private static String request(String job, String selector, String index, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":" + selector
                + ",\"processor\":{\"name\":\"reindex\",\"index\":\"" + index + "\"},\"outcomes\":true" + more + "}";
    }

    private static String ofType(String type) {
        return "{\"assetType\":\"" + type + "\"}";
    }

    private static void delete(AssetDatabase database, String type, UUID id) {
        database.session()
                .execute(
                        "DELETE FROM " + AssetDatabase.quoted(database.tables().keyspace())
                                + ".asset WHERE asset_type = ? AND bucket = '2024-01' AND asset_id = ?",
                        type,
                        id);
    }

    private static Map<UUID, VersionedIndex.Document> asRows(List<UUID> ids) {
        return ids.stream()
                .collect(Collectors.toMap(
                        id -> id, id -> new VersionedIndex.Document(WRITTEN, "{\"a\":" + ids.indexOf(id) + "}")));
    }

    /** Runs the command as an operator does. */
    private static int compare(LocalStack stack, String index, String type, ByteArrayOutputStream printed) {
        var console = new Console(printed, printed, StandardCharsets.UTF_8, false);
        var invocation = new Invocation(console, name -> null, Defaults.NONE, InstantSource.system());
        return new CommandLine(new CompareCommand(invocation, new OpenSources()))
                .execute(
                        index,
                        "--asset-type",
                        type,
                        "--json",
                        "--cassandra",
                        stack.cassandra().address(),
                        "--elasticsearch",
                        stack.elasticsearch().address(),
                        "--keyspace",
                        "reindex");
    }

    @Test
    void should_bring_every_row_into_the_index_and_leave_newer_documents(LocalStack stack) {
        String elasticsearch = stack.elasticsearch().address();
        // A request that is repeated finds its own documents, and counts them unchanged: the machine may be busy.
        try (var deployment = new Deployment("reindex", stack)
                        .with("reprise.elasticsearch.hosts", elasticsearch)
                        .with("reprise.elasticsearch.request-timeout", "PT25S");
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = rows.insert("doc", "2024-01", JANUARY, 300);
            UUID refused = rows.insert("doc", "2024-01", JANUARY.plusSeconds(1), "{\"a\":\"private\"}");
            UUID orphan = rows.insert("other", "2024-01", JANUARY.plusSeconds(2), "{\"a\":7}");
            delete(database, "other", orphan);
            var index = new VersionedIndex(elasticsearch, "reindex-docs").create("{\"a\":{\"type\":\"long\"}}");
            index.put(ids.get(0), WRITTEN + 5, "{\"a\":99}");
            index.put(ids.get(1), WRITTEN - 5, "{\"a\":98}");
            index.put(ids.get(2), WRITTEN, "{\"a\":97}");
            index.put(orphan, WRITTEN, "{\"a\":7}");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("misspelled", ofType("doc"), "reindex-dosc", ""));
            List<String> reasons =
                    TopicClient.rejection(client.awaitRejections(1).get(0)).reasons();
            client.post(request(
                    "look",
                    "{\"assetType\":\"doc\",\"ids\":[\"" + ids.get(3) + "\"]}",
                    "reindex-docs",
                    ",\"mode\":\"preview\""));
            Job look = client.awaitEnd("look");
            int before = index.all().size();
            client.post(request("all", ofType("doc"), "reindex-docs", ""));
            Job all = client.awaitEnd("all");
            client.post(
                    request("orphans", "{\"assetType\":\"other\",\"ids\":[\"" + orphan + "\"]}", "reindex-docs", ""));
            Job orphans = client.awaitEnd("orphans");

            assertThat(reasons)
                    .containsExactly(
                            "'processor.index' cannot be served: Reprise finds no index or alias 'reindex-dosc';"
                                    + " create it");
            assertThat(new VersionedIndex(elasticsearch, "reindex-dosc").exists())
                    .as("a misspelled index")
                    .isFalse();
            assertThat(look.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
            assertThat(before).as("a preview writes nothing").isEqualTo(4);
            Preview shown =
                    Json.read(client.read(deployment.topics().previews()).get(0).value(), Preview.class);
            assertThat(Objects.requireNonNull(shown.change())
                            .after()
                            .path("version")
                            .longValue())
                    .isEqualTo(WRITTEN);
            assertThat(all.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(all.counts()).isEqualTo(new Counts(301, 298, 2, 0, 0, 1));
            assertThat(client.deadLetters()).singleElement().satisfies(one -> {
                assertThat(new String(one.key(), StandardCharsets.UTF_8)).isEqualTo(refused.toString());
                assertThat(TopicClient.header(one, "dead-letter-reason"))
                        .isEqualTo("Elasticsearch refuses the document: document_parsing_exception, field a of"
                                + " type long");
            });
            assertThat(orphans.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
            Map<UUID, VersionedIndex.Document> expected = asRows(ids);
            expected.put(ids.get(0), new VersionedIndex.Document(WRITTEN + 5, "{\"a\":99}"));
            expected.put(ids.get(2), new VersionedIndex.Document(WRITTEN, "{\"a\":97}"));
            assertThat(index.all()).isEqualTo(expected);
            var printed = new ByteArrayOutputStream();
            assertThat(compare(stack, "reindex-docs", "doc", printed)).isEqualTo(ExitCode.COMPLETED_WITH_FAILURES);
            assertThat(Json.read(printed.toByteArray(), JsonNode.class).path("differences"))
                    .singleElement()
                    .satisfies(one -> {
                        assertThat(one.path("kind").textValue()).isEqualTo("MISSING");
                        assertThat(one.path("id").textValue()).isEqualTo(refused.toString());
                    });
        }
    }

    @Test
    void should_go_on_when_elasticsearch_is_busy_away_or_lacks_the_index_and_never_bring_a_deleted_row_back(
            LocalStack stack) throws Exception {
        String elasticsearch = stack.elasticsearch().address();
        try (var proxy = new SearchProxy(elasticsearch);
                // The request that is held is not given up, however slow the machine is.
                var deployment = new Deployment("reindex_trouble", stack)
                        .impatient()
                        .with("reprise.elasticsearch.hosts", proxy.address())
                        .with("reprise.elasticsearch.request-timeout", "PT25S");
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = rows.insert("doc", "2024-01", JANUARY, 500);
            UUID late = rows.insert("late", "2024-01", JANUARY.plusSeconds(9), "{\"a\":0}");
            var index = new VersionedIndex(elasticsearch, "reindex-trouble-202401");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("all", ofType("doc"), "reindex-trouble-{yyyyMM}", ""));
            Job paused = client.awaitJob("all", job -> job.state() == JobStatus.PAUSED);
            boolean created = index.exists();
            index.create();
            proxy.be(SearchProxy.Behaviour.BUSY);
            client.post(Requests.command("resume", "all"));
            awaitTrouble(proxy);
            proxy.be(SearchProxy.Behaviour.AWAY);
            awaitTrouble(proxy);
            proxy.be(SearchProxy.Behaviour.PASS);
            Job all = client.awaitEnd("all");
            // The row is read, and deleted while its document is under way to an index that forgets that.
            proxy.be(SearchProxy.Behaviour.HOLD);
            index.put(late, WRITTEN - 1, "{\"a\":1}");
            client.post(request("late", ofType("late"), "reindex-trouble-{yyyyMM}", ""));
            proxy.awaitHeld();
            delete(database, "late", late);
            index.delete(late, WRITTEN + 1);
            index.reopen();
            proxy.release();
            Job brought = client.awaitEnd("late");

            assertThat(paused.message())
                    .isEqualTo(
                            "paused: a worker finds no index or alias 'reindex-trouble-202401'; create it, then resume the"
                                    + " job");
            assertThat(created).as("nobody creates it").isFalse();
            assertThat(all.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(all.counts().changed() + all.counts().unchanged()).isEqualTo(500);
            assertThat(client.deadLetters()).isEmpty();
            assertThat(brought.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
            assertThat(index.all()).as("the deleted row does not come back").isEqualTo(asRows(ids));
        }
    }

    @Test
    void should_take_a_late_document_away_when_its_worker_slept_for_longer_than_the_index_remembers(LocalStack stack)
            throws Exception {
        String elasticsearch = stack.elasticsearch().address();
        try (var proxy = new SearchProxy(elasticsearch);
                var deployment = new Deployment("reindex_late", stack)
                        .impatient()
                        .with("reprise.elasticsearch.hosts", proxy.address())
                        .with("reprise.elasticsearch.request-timeout", "PT1.5S");
                var database = deployment.database()) {
            database.createTables();
            List<UUID> ids = new Rows(database).insert("doc", "2024-01", JANUARY, 60);
            var index = new VersionedIndex(elasticsearch, "reindex-late").createForgetful(Duration.ofSeconds(4));
            deployment.start(ServiceKind.ID_PRODUCER);
            ChildProcess sleeper =
                    deployment.start(ServiceKind.REPROCESS_WORKER).process();
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            // A request is under way, and its worker sleeps until another has done its work.
            proxy.be(SearchProxy.Behaviour.HOLD);
            client.post(request("late", ofType("doc"), "reindex-late", ""));
            proxy.awaitHeld();
            sleeper.signal(Signal.STOP);
            List<UUID> late = proxy.heldIds();
            for (UUID id : late) {
                delete(database, "doc", id);
                index.delete(id, WRITTEN + 1);
            }
            deployment.start(ServiceKind.REPROCESS_WORKER);
            Job job = client.awaitEnd("late");
            index.awaitForgotten();
            proxy.releaseAndAwaitAnswer();
            Map<UUID, VersionedIndex.Document> whileAsleep = index.all();
            sleeper.signal(Signal.CONT);

            Map<UUID, VersionedIndex.Document> expected = asRows(ids);
            assertThat(whileAsleep).as("late documents do come").isEqualTo(expected);
            late.forEach(expected::remove);
            Awaitility.await("the worker takes them away when it wakes up")
                    .atMost(TopicClient.WITHIN)
                    .pollInterval(Duration.ofMillis(200))
                    .untilAsserted(() -> assertThat(index.all()).isEqualTo(expected));
            assertThat(job.state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(job.counts().emitted()).isEqualTo(ids.size());
            assertThat(job.counts().gone()).isEqualTo(late.size());
            assertThat(client.deadLetters()).isEmpty();
        }
    }

    /** Longer than the patience of a task: it gives up, rests and comes back. */
    private static void awaitTrouble(SearchProxy proxy) {
        Deadline trouble = Deadline.in(TROUBLE);
        Awaitility.await("requests meet trouble")
                .atMost(TROUBLE.plusMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> trouble.hasPassed() && proxy.struck() >= STRUCK_TIMES);
    }
}
