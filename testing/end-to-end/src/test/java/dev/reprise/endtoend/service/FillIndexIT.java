package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A job that fills a reverse-index table: at the write times of the rows, and with a dead letter for what fits no column. */
@ExtendWith(LocalStackExtension.class)
class FillIndexIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    private static String request(String job, String table, String columns, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job
                + "\",\"selector\":{\"assetType\":\"doc\"},\"processor\":{\"name\":" + "\"fill-index\",\"table\":\""
                + table + "\",\"columns\":" + columns + "},\"outcomes\":true" + more + "}";
    }

    /** So many that they take longer than a second, and fewer than what makes the driver look at once. */
    private static final int CHANGES = 15;

    private static final String COLUMNS =
            "{\"title\":\"/title\",\"doc\":\"asset_id\",\"bucket\":\"bucket\",\"pages\":\"/pages\"}";

    /** Each entry with its write time, and whether it has an end of life. */
    private static List<String> entries(AssetDatabase database) {
        List<String> entries = new ArrayList<>();
        database.session()
                .execute("SELECT title, doc, bucket, pages, WRITETIME(bucket), TTL(bucket) FROM "
                        + database.qualified("doc_by_title"))
                .forEach(row -> entries.add(row.getString(0) + " " + row.getUuid(1) + " " + row.getString(2) + " "
                        + row.get(3, Integer.class) + " " + row.getLong(4) + (row.isNull(5) ? "" : " ends")));
        return entries;
    }

    /** The driver waits for the schema to come to rest before it looks, and here it does not. */
    @Test
    void should_find_a_new_table_beside_many_changes_of_the_schema(LocalStack stack) {
        try (var deployment = new Deployment("fill_index_new", stack);
                var database = deployment.database()) {
            database.createTables();
            UUID sound = new Rows(database).insert("doc", "2024-01", JANUARY, "{\"title\":\"A\",\"pages\":7}");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            for (int number = 0; number < CHANGES; number++) {
                database.execute("CREATE TABLE " + database.qualified("other_" + number) + " (id int PRIMARY KEY)");
            }
            database.execute("CREATE TABLE " + database.qualified("doc_by_title")
                    + " (title text, doc timeuuid, bucket text, pages int, PRIMARY KEY (title, doc))");
            client.post(request("fill", "doc_by_title", COLUMNS, ""));
            for (int number = 0; number < CHANGES; number++) {
                database.execute("DROP TABLE " + database.qualified("other_" + number));
            }

            Job fill = client.awaitEnd("fill");
            assertThat(fill.state()).as(fill::toString).isEqualTo(JobStatus.COMPLETED);
            assertThat(entries(database)).containsExactly("A " + sound + " 2024-01 7 1000000");
        }
    }

    @Test
    void should_write_an_entry_of_each_row_and_refuse_what_fits_no_table(LocalStack stack) {
        try (var deployment = new Deployment("fill_index", stack);
                var database = deployment.database()) {
            database.createTables();
            database.execute("CREATE TABLE " + database.qualified("doc_by_title")
                    + " (title text, doc timeuuid, bucket text, pages int, PRIMARY KEY (title, doc))");
            Rows rows = new Rows(database);
            UUID sound = rows.insert("doc", "2024-01", JANUARY, "{\"title\":\"A\",\"pages\":7}");
            UUID same = rows.insert("doc", "2024-01", JANUARY.plusMillis(1), "{\"title\":\"A\"}");
            UUID number = rows.insert("doc", "2024-01", JANUARY.plusMillis(2), "{\"title\":1984}");
            rows.insert("doc", "2024-01", JANUARY.plusMillis(3), "{\"pages\":1}");
            UUID ending = rows.insert("doc", "2024-01", JANUARY.plusMillis(4), "{}");
            rows.insert("doc", "2024-01", ending, "{\"title\":\"B\"}", 3_600);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post(request("no-table", "doc_by_name", COLUMNS, ""));
            client.post(request("no-column", "doc_by_title", COLUMNS.replace("pages\":", "sheets\":"), ""));
            client.post(request("wrong-type", "doc_by_title", COLUMNS.replace("/pages", "asset_type"), ""));
            client.post(request("own-table", "asset", COLUMNS, ""));
            List<String> refused = client.awaitRejections(4).stream()
                    .flatMap(one -> TopicClient.rejection(one).reasons().stream())
                    .toList();
            assertThat(refused)
                    .anyMatch(reason -> reason.contains("there is no table doc_by_name"))
                    .anyMatch(reason -> reason.contains("has no column sheets"))
                    .anyMatch(reason -> reason.contains("the column pages has the type int, and asset_type needs text"))
                    .anyMatch(reason -> reason.contains("must not be fill_index.asset, in which the assets are"));

            client.post(request("look", "doc_by_title", COLUMNS, ",\"mode\":\"preview\""));
            assertThat(client.awaitEnd("look").counts()).isEqualTo(new Counts(5, 3, 1, 0, 0, 1));
            assertThat(entries(database)).isEmpty();

            client.post(request("fill", "doc_by_title", COLUMNS, ""));
            Job fill = client.awaitEnd("fill");

            assertThat(fill.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(fill.counts()).isEqualTo(new Counts(5, 3, 1, 0, 0, 1));
            List<String> expected = List.of(
                    "A " + sound + " 2024-01 7 1000000",
                    "A " + same + " 2024-01 null 1000000",
                    "B " + ending + " 2024-01 null 1000000 ends");
            assertThat(entries(database)).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(client.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(new String(letter.key(), java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo(number.toString());
                assertThat(TopicClient.header(letter, DeadLetterHeaders.CAUSE)).isEqualTo("UnusableValue");
                assertThat(TopicClient.header(letter, DeadLetterHeaders.REASON))
                        .isEqualTo("the value at /title is number or out of range, not a text");
            });

            // A live writer has taken one away since: its delete is newer than anything that the job writes again.
            database.execute("DELETE FROM " + database.qualified("doc_by_title")
                    + " USING TIMESTAMP 1000001 WHERE title = 'A' AND doc = " + same);
            client.post(request("again", "doc_by_title", COLUMNS, ""));
            assertThat(client.awaitEnd("again").counts().changed()).isEqualTo(3);
            assertThat(entries(database)).containsExactlyInAnyOrder(expected.get(0), expected.get(2));
        }
    }
}
