package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchHosts;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchQueryIndex;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchSettings;
import dev.reprise.localstack.gate.ElasticsearchGate;
import dev.reprise.localstack.gate.GateRole;
import dev.reprise.localstack.gate.GateUsers;
import dev.reprise.localstack.proxy.FaultyProxy;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Queries through TLS, by an API key with the role of {@code deploy/access/elasticsearch-role.json} and no more. Whatever
 * Elasticsearch refuses stands in the message of the job, which goes on when it is fixed.
 */
@ExtendWith(LocalStackExtension.class)
class SecuredQueryIT {

    /** The name in the role that ships. */
    private static final String INDEX = "assets";

    private static final String ROLE = "reprise-id-producer";
    private static final String KEY = "a2V5OmtleQ==";
    private static final Path ROLE_FILE = Deployment.checkout().resolve("deploy/access/elasticsearch-role.json");
    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    private static final GateUsers USERS =
            GateUsers.NONE.withRoles(ROLE_FILE).withApiKey(KEY, ROLE).withUser("reprise", "hush", ROLE);

    @TempDir
    private Path folder;

    @Test
    void should_pause_with_the_words_of_elasticsearch_and_go_on_when_it_is_fixed(LocalStack stack) throws Exception {
        Certificates ours = Certificates.in(folder.resolve("ours"));
        try (var gate = new Gate(stack, ours);
                var deployment = deployment(stack, gate, ours);
                var database = deployment.database()) {
            // given
            List<UUID> ids = prepare(stack, database);
            USERS.write(gate.users);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            // when / then
            client.post(request("allowed", ""));
            assertThat(client.awaitEnd("allowed").counts()).isEqualTo(new Counts(ids.size(), ids.size(), 0, 0, 0, 0));
            assertThat(countByPassword(gate, ours)).isEqualTo(ids.size());

            client.post(request("denied", ",\"limits\":{\"eventsPerSecond\":5}"));
            client.awaitJob("denied", job -> job.counts().emitted() > 0);
            USERS.withRole(ROLE, new GateRole(List.of())).write(gate.users);
            awaitPaused(client, "denied", "this action is granted by the index privileges [read,all]");
            GateUsers.NONE.write(gate.users);
            client.post(Requests.command("resume", "denied"));
            awaitPaused(client, "denied", "security_exception: unable to authenticate with provided credentials");
            USERS.write(gate.users);
            client.post(Requests.command("resume", "denied"));
            assertThat(client.awaitEnd("denied").state()).isEqualTo(JobStatus.COMPLETED);

            trustIsLostAndFound(client, gate, ids.size());
        }
    }

    /** No person is needed: the pages are read again. */
    private void trustIsLostAndFound(TopicClient client, Gate gate, int assets) {
        Certificates others = Certificates.in(folder.resolve("others"));
        gate.show(others, others.identity("server", Certificates.LOCALHOST));
        client.post(request("distrustful", ",\"limits\":{\"eventsPerSecond\":20}"));
        awaitMessage(client, "its certificate is not signed by an authority in reprise.elasticsearch.ssl.truststore");
        gate.show(gate.ours, gate.ours.identity("elsewhere", "dns:elsewhere.example"));
        awaitMessage(client, "its certificate is not for this host name (");
        gate.show(gate.ours, gate.ours.expired("expired"));
        awaitMessage(client, "its certificate has expired (");
        gate.show(gate.ours, gate.ours.identity("server", Certificates.LOCALHOST));
        Job ended = client.awaitEnd("distrustful");
        assertThat(ended.state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(ended.counts().emitted()).isEqualTo(assets);
    }

    private static void awaitMessage(TopicClient client, String words) {
        client.awaitJob("distrustful", job -> String.valueOf(job.message())
                .contains("no secure connection to Elasticsearch: " + words));
    }

    private static void awaitPaused(TopicClient client, String job, String words) {
        Job paused = client.awaitJob(
                job,
                found -> found.state() == JobStatus.PAUSED
                        && String.valueOf(found.message()).contains(words));
        assertThat(paused.message()).startsWith("paused: its assets cannot be selected: Elasticsearch answers ");
    }

    private Deployment deployment(LocalStack stack, Gate gate, Certificates ours) throws IOException {
        Path key = Files.writeString(folder.resolve("api-key"), KEY + "\n");
        return new Deployment("secured_query", stack)
                .with("reprise.elasticsearch.hosts", "https://" + gate.address())
                .with("reprise.elasticsearch.api-key-file", key.toString())
                .with("reprise.elasticsearch.index", INDEX)
                .with("reprise.elasticsearch.ssl.enabled", "true")
                .with("reprise.elasticsearch.ssl.truststore", ours.authority().toString())
                .with("reprise.emit.page-size", "10");
    }

    private static List<UUID> prepare(LocalStack stack, AssetDatabase database) {
        database.createTables();
        Rows rows = new Rows(database);
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 48; i++) {
            ids.add(rows.insert("doc", "2024-01", JANUARY.plusSeconds(14L * i), "{\"a\":1}"));
        }
        new SearchIndex(stack.elasticsearch().address(), INDEX).create().add("doc", "drama", ids);
        return ids;
    }

    private static String request(String job, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job
                + "\",\"selector\":{\"assetType\":\"doc\",\"query\":{\"match_all\":{}}},"
                + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2}" + more + "}";
    }

    private static long countByPassword(Gate gate, Certificates ours) throws Exception {
        var tls = TlsContext.of(new TlsFiles(ours.authority(), null, null, null, true));
        var settings = new ElasticsearchSettings(
                new ElasticsearchConnection(
                        ElasticsearchHosts.of("https://" + gate.address()),
                        new ElasticsearchConnection.Access("reprise:hush", null, tls, null),
                        Duration.ofSeconds(10)),
                INDEX,
                "asset_id",
                "asset_type",
                Duration.ofMinutes(1));
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.putObject("match_all");
        try (var index = new ElasticsearchQueryIndex(settings)) {
            return index.count("doc", all).toCompletableFuture().get();
        }
    }

    /** One gate after the other, each with a certificate of its own, at one address. */
    private final class Gate implements AutoCloseable {

        private final LocalStack stack;
        private final Certificates ours;
        private final Path users = folder.resolve("users.json");
        private final FaultyProxy way;
        private ElasticsearchGate gate;

        Gate(LocalStack stack, Certificates ours) {
            this.stack = stack;
            this.ours = ours;
            this.gate = gate(ours, ours.identity("server", Certificates.LOCALHOST));
            this.way = FaultyProxy.before(gate.address());
        }

        private ElasticsearchGate gate(Certificates certificates, Path identity) {
            var files = new TlsFiles(null, null, identity, certificates.password(), true);
            return ElasticsearchGate.before(stack.elasticsearch().address(), 0, files, users);
        }

        void show(Certificates certificates, Path identity) {
            ElasticsearchGate last = gate;
            gate = gate(certificates, identity);
            way.turnTo(gate.address());
            last.close();
        }

        String address() {
            return way.address();
        }

        @Override
        public void close() {
            way.close();
            gate.close();
        }
    }
}
