package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What failed is tried again after it was fixed, and its group is empty then. */
@ExtendWith(LocalStackExtension.class)
class RedriveIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    @Test
    void should_empty_the_group_of_a_cause_when_what_failed_is_fixed_and_redriven(LocalStack stack) throws Exception {
        try (var deployment = new Deployment("redrive", stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, 20);
            UUID fixed = rows.insert("doc", "2024-01", JANUARY.plusSeconds(1), "{\"a\":\"no number\"}");
            UUID other = rows.insert("doc", "2024-01", JANUARY.plusSeconds(2), "{not json");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            client.post(Requests.submit("docs", "doc"));
            assertThat(client.awaitEnd("docs").counts().failed()).isEqualTo(2);
            String cause = cause(CliCommand.json(deployment, "dead-letters", "list", "docs", "--json"), "validate");
            database.session()
                    .execute(
                            "UPDATE " + AssetDatabase.quoted(database.tables().keyspace())
                                    + ".asset USING TIMESTAMP 2000000 SET schema_version = 1, payload = '{\"a\":5}'"
                                    + " WHERE asset_type = 'doc' AND bucket = '2024-01' AND asset_id = ?",
                            fixed);

            CliCommand.run(deployment, "dead-letters", "redrive", "docs", "--cause", cause, "--job", "again");

            assertThat(client.awaitEnd("again").state()).isEqualTo(JobStatus.COMPLETED);
            JsonNode left = CliCommand.json(deployment, "dead-letters", "list", "docs", "--json");
            assertThat(left.get("resolved").longValue()).isEqualTo(1);
            assertThat(left.get("open").longValue()).isEqualTo(1);
            assertThat(cause(left, "read")).isNotEqualTo(cause);
            var row = rows.all("doc").get(fixed);
            assertThat(row).isNotNull();
            assertThat(row.version()).isEqualTo(2);
            assertThat(other).isNotEqualTo(fixed);
        }
    }

    private static String cause(JsonNode list, String stage) {
        for (JsonNode one : list.get("causes")) {
            if (one.get("stage").textValue().equals(stage)) {
                return one.get("cause").textValue();
            }
        }
        throw new AssertionError("no cause of the stage " + stage + " in " + list);
    }
}
