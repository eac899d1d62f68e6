package dev.reprise.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.service.config.KafkaSettings;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class KafkaConnectionTest {

    private static final Admin ADMIN = admin();

    private static final RequiredRights NONE = new RequiredRights(Map.of(), Map.of(), "reprise");

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<CompletionStage<?>> answer = new AtomicReference<>(new CompletableFuture<>());

    private final AtomicReference<CompletionStage<Optional<String>>> rights =
            new AtomicReference<>(CompletableFuture.completedStage(Optional.empty()));

    private static Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (self, method, arguments) -> null);
    }

    @Test
    void should_wait_and_name_the_address_when_no_broker_can_be_resolved() {
        var settings = new KafkaSettings(
                Map.of("bootstrap.servers", "kafka.invalid:9092"), Duration.ofSeconds(10), Duration.ofMinutes(1));
        try (var connection = new KafkaConnection(settings, NONE, nanos::get)) {
            assertThat(connection.attempt()).hasValueSatisfying(reason -> assertThat(reason)
                    .startsWith("no connection to Kafka at kafka.invalid:9092: "));
            assertThatThrownBy(connection::admin).isInstanceOf(IllegalStateException.class);
            assertThat(connection.trouble()).isEmpty();
        }
    }

    @Test
    void should_say_for_how_long_kafka_has_not_answered_until_it_does() {
        try (var connection = new KafkaConnection(
                "kafka:9092", () -> ADMIN, admin -> answer.get(), admin -> rights.get(), nanos::get)) {
            assertThat(connection.attempt()).isEmpty();
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(15));
            assertThat(connection.trouble()).isEmpty();

            nanos.addAndGet(TimeUnit.SECONDS.toNanos(5));
            answer.set(CompletableFuture.failedFuture(new IllegalStateException("away")));
            connection.ask();
            assertThat(connection.trouble()).isEqualTo(Optional.of("Kafka has not answered for 20 s"));

            answer.set(CompletableFuture.completedFuture("cluster"));
            connection.ask();
            assertThat(connection.trouble()).isEmpty();
        }
    }

    @Test
    void should_ask_by_another_client_when_the_credentials_of_the_last_were_refused() {
        // given
        Queue<Admin> opened = new ConcurrentLinkedQueue<>();
        Supplier<Admin> opener = () -> {
            Admin made = admin();
            opened.add(made);
            return made;
        };
        answer.set(CompletableFuture.failedFuture(new SaslAuthenticationException("wrong password")));
        try (var connection =
                new KafkaConnection("kafka:9092", opener, admin -> answer.get(), admin -> rights.get(), nanos::get)) {
            // when
            assertThat(connection.attempt()).isEmpty();

            // then
            Awaitility.await().until(() -> opened.size() > 1);
            assertThat(connection.trouble())
                    .contains("Kafka refuses the credentials of kafka.sasl.jaas.config: wrong password");
        }
    }

    @Test
    void should_wait_for_rights_and_name_them_until_they_are_given() {
        try (var connection = new KafkaConnection(
                "kafka:9092", () -> ADMIN, admin -> answer.get(), admin -> rights.get(), nanos::get)) {
            // given
            assertThat(connection.attempt()).isEmpty();
            assertThat(connection.awaitRights()).contains("Kafka does not answer at kafka:9092");
            answer.set(CompletableFuture.completedFuture("cluster"));
            rights.set(CompletableFuture.completedStage(Optional.of("Kafka denies READ on the topic jobs")));

            // when
            connection.ask();

            // then
            assertThat(connection.awaitRights()).contains("Kafka denies READ on the topic jobs");
            assertThat(connection.trouble()).contains("Kafka denies READ on the topic jobs");
            rights.set(CompletableFuture.completedStage(Optional.empty()));
            connection.ask();
            assertThat(connection.awaitRights()).isEmpty();
            assertThat(connection.trouble()).isEmpty();
        }
    }
}
