package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.gate.ElasticsearchGate;
import dev.reprise.localstack.gate.GateUsers;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.tls.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The chain of {@code delete} and {@code reindex} takes rows and their documents away, beside a live writer, with the roles of
 * {@code deploy/access/elasticsearch-role.json} and no more.
 */
@ExtendWith(LocalStackExtension.class)
class ReindexAccessIT {

    private static final Path ROLE_FILE = Deployment.checkout().resolve("deploy/access/elasticsearch-role.json");

    /** The name in the roles that ship, and what it is here, since other tests have an index of that name. */
    private static final String SHIPPED_INDEX = "\"assets\"";

    private static final String INDEX = "reindex-access";

    private static final String PRODUCER_KEY = "cHJvZHVjZXI6a2V5";
    private static final String WORKER_KEY = "d29ya2VyOmtleQ==";

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    /** When rows are written, in microseconds. */
    private static final long WRITTEN = 1_000_000;

    private static final String DELETE = "{\"name\":\"delete\",\"reason\":\"licence\"";

    private static final String REINDEX = "{\"name\":\"reindex\",\"index\":\"" + INDEX + "\"}";

    @TempDir
    private Path folder;

    @Test
    void should_take_rows_and_documents_away_and_leave_others_alone_when_deleted_and_reindexed(LocalStack stack)
            throws IOException {
        Certificates certificates = Certificates.in(folder.resolve("certificates"));
        Path users = folder.resolve("users.json");
        Path roles = Files.writeString(
                folder.resolve("roles.json"), Files.readString(ROLE_FILE).replace(SHIPPED_INDEX, "\"" + INDEX + "\""));
        GateUsers.NONE
                .withRoles(roles)
                .withApiKey(PRODUCER_KEY, "reprise-id-producer")
                .withApiKey(WORKER_KEY, "reprise-worker")
                .write(users);
        var identity = new TlsFiles(
                null, null, certificates.identity("server", Certificates.LOCALHOST), certificates.password(), true);
        try (var gate = ElasticsearchGate.before(stack.elasticsearch().address(), 0, identity, users);
                var deployment = deployment(stack, gate, certificates);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, 40);
            List<UUID> songs = rows.insert("song", "2024-01", JANUARY.plusSeconds(1), 30);
            List<UUID> clips = rows.insert("clip", "2024-01", JANUARY.plusSeconds(2), 20);
            var index = new VersionedIndex(stack.elasticsearch().address(), INDEX).create();
            start(deployment);
            TopicClient client = deployment.topicClient();

            Job look;
            Job gone;
            try (var live = new RowsInMotion(database, "song", "2024-01", songs)) {
                List.of("doc", "song", "clip").forEach(type -> client.post(request("fill-" + type, type, REINDEX, "")));
                List.of("doc", "song", "clip").forEach(type -> assertThat(
                                client.awaitEnd("fill-" + type).state())
                        .isEqualTo(JobStatus.COMPLETED));
                client.post(request("look", "doc", DELETE + "}", ",\"mode\":\"preview\""));
                look = client.awaitEnd("look");
                client.post(request(
                        "gone",
                        "doc",
                        "[" + DELETE + ",\"confirm\":{\"preview\":\"look\",\"count\":40}}," + REINDEX + "]",
                        ""));
                gone = client.awaitEnd("gone");
                assertThat(live.count()).isPositive();
            }

            assertThat(look.counts()).isEqualTo(new Counts(40, 40, 0, 0, 0, 0));
            assertThat(gone.state()).as(gone::toString).isEqualTo(JobStatus.COMPLETED);
            assertThat(gone.counts()).isEqualTo(new Counts(40, 40, 0, 0, 0, 0));
            assertThat(client.deadLetters()).isEmpty();
            assertThat(rows.all("doc")).isEmpty();
            assertThat(rows.all("song")).hasSize(songs.size());
            assertThat(rows.all("clip")).hasSize(clips.size());
            assertOnlyOthers(index, songs, clips);
            assertThat(gate.usedPrivileges("ApiKey " + WORKER_KEY))
                    .as("the role of the worker has no privilege too many")
                    .containsExactlyInAnyOrder("read", "index", "delete", "view_index_metadata");
            assertThat(gate.usedPrivileges("ApiKey " + PRODUCER_KEY)).containsExactly("view_index_metadata");
        }
    }

    private static void assertOnlyOthers(VersionedIndex index, List<UUID> songs, List<UUID> clips) {
        var documents = index.all();
        assertThat(documents.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(songs.stream(), clips.stream()).toList());
        assertThat(clips.stream().map(documents::get).toList())
                .isEqualTo(clips.stream()
                        .map(id -> new VersionedIndex.Document(WRITTEN, "{\"a\":" + clips.indexOf(id) + "}"))
                        .toList());
    }

    private static String request(String job, String type, String processor, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"" + type
                + "\"},\"processor\":" + processor + more + "}";
    }

    private static Deployment deployment(LocalStack stack, ElasticsearchGate gate, Certificates certificates) {
        return new Deployment("reindex_access", stack)
                .with("reprise.elasticsearch.hosts", "https://" + gate.address())
                .with("reprise.elasticsearch.ssl.enabled", "true")
                .with(
                        "reprise.elasticsearch.ssl.truststore",
                        certificates.authority().toString());
    }

    private void start(Deployment deployment) throws IOException {
        startWith(PRODUCER_KEY, ServiceKind.ID_PRODUCER, deployment);
        startWith(WORKER_KEY, ServiceKind.REPROCESS_WORKER, deployment);
        deployment.awaitReady();
    }

    private void startWith(String key, ServiceKind kind, Deployment deployment) throws IOException {
        Path file = Files.writeString(folder.resolve(kind.module()), key + "\n");
        deployment.with("reprise.elasticsearch.api-key-file", file.toString()).start(kind);
    }
}
