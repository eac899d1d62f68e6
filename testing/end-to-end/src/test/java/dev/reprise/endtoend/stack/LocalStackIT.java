package dev.reprise.endtoend.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.reprise.localstack.stack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The servers of the shared stack do what the services and tests need of them. */
@ExtendWith(LocalStackExtension.class)
class LocalStackIT {
    private static final String ALMOST_A_MEBIBYTE = "x".repeat(1024 * 1024 - 1000);

    /** A payload of 10 MiB and some. */
    private static final String LARGE = "x".repeat(10 * 1024 * 1024 + 1000);

    @Test
    void should_be_up_on_loopback_alone(LocalStack stack) {
        assertThat(stack.startTook()).isPositive();
        assertThat(stack.addresses().kafka()).startsWith("127.0.0.1:");
        assertThat(stack.addresses().cassandra()).startsWith("127.0.0.1:");
        assertThat(stack.addresses().elasticsearch()).startsWith("127.0.0.1:");
        assertThat(stack.addresses().ask(Duration.ofSeconds(5))).doesNotContainValue(false);
    }

    @Test
    void should_give_back_what_was_sent_in_a_transaction(LocalStack stack) throws Exception {
        KafkaClient kafka = new KafkaClient(stack.kafka().address());
        kafka.createTopic("local-stack-it");

        kafka.send("local-stack-it", "small");
        kafka.send("local-stack-it", ALMOST_A_MEBIBYTE);

        assertThat(kafka.values("local-stack-it", 2)).containsExactly("small", ALMOST_A_MEBIBYTE);
    }

    /** As a user's broker does: a stack that takes more would hide what production refuses. */
    @Test
    void should_refuse_a_record_when_it_is_over_the_default_of_kafka(LocalStack stack) throws Exception {
        KafkaClient kafka = new KafkaClient(stack.kafka().address());
        kafka.createTopic("local-stack-it-large");

        assertThatThrownBy(() -> kafka.send("local-stack-it-large", LARGE)).isInstanceOf(RecordTooLargeException.class);
    }

    /** As above: by default Cassandra takes mutations of half a commit log segment of 32 MiB. */
    @Test
    void should_refuse_a_payload_when_it_is_over_the_default_of_cassandra(LocalStack stack) {
        try (CqlSession session = CassandraClient.connect(stack.cassandra().address())) {
            CassandraClient.createTable(session, "local_stack_it_large");
            String twice = LARGE + LARGE;

            assertThatThrownBy(() -> session.execute(SimpleStatement.newInstance(
                            "INSERT INTO local_stack_it_large.word (id, word) VALUES (?, ?)", 1, twice)))
                    .isInstanceOf(DriverException.class);
        }
    }

    @Test
    void should_not_create_a_topic_that_nobody_created(LocalStack stack) {
        KafkaClient kafka = new KafkaClient(stack.kafka().address());

        assertThat(kafka.partitions("never-created")).isZero();
    }

    @Test
    void should_store_a_payload_of_10_mib(LocalStack stack) {
        try (CqlSession session = CassandraClient.connect(stack.cassandra().address())) {
            CassandraClient.createTable(session, "local_stack_it");
            session.execute(
                    SimpleStatement.newInstance("INSERT INTO local_stack_it.word (id, word) VALUES (?, ?)", 1, LARGE));

            var row = session.execute("SELECT word, writetime(word) AS written FROM local_stack_it.word WHERE id = 1")
                    .one();

            assertThat(Objects.requireNonNull(row).getString("word")).isEqualTo(LARGE);
            assertThat(row.getLong("written")).isPositive();
        }
    }

    @Test
    void should_apply_lightweight_transactions(LocalStack stack) {
        try (CqlSession session = CassandraClient.connect(stack.cassandra().address())) {
            CassandraClient.createTable(session, "local_stack_it_lwt");
            String insert = "INSERT INTO local_stack_it_lwt.word (id, word) VALUES (1, 'a') IF NOT EXISTS";

            assertThat(session.execute(insert).wasApplied()).isTrue();
            assertThat(session.execute(insert).wasApplied()).isFalse();
        }
    }

    @Test
    void should_find_what_was_indexed(LocalStack stack) throws IOException, InterruptedException {
        String index = "http://" + stack.elasticsearch().address() + "/local-stack-it";

        assertThat(http("PUT", index + "/_doc/1?refresh=true", "{\"title\":\"Metropolis\"}")
                        .statusCode())
                .isEqualTo(201);
        HttpResponse<String> found =
                http("POST", index + "/_search", "{\"query\":{\"match\":{\"title\":\"metropolis\"}}}");

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).contains("\"_id\":\"1\"");
    }

    @Test
    void should_open_a_point_in_time(LocalStack stack) throws IOException, InterruptedException {
        String index = "http://" + stack.elasticsearch().address() + "/local-stack-it-pit";
        http("PUT", index, "{}");

        assertThat(http("POST", index + "/_pit?keep_alive=1m", "").body()).contains("\"id\"");
    }

    private static HttpResponse<String> http(String method, String url, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
