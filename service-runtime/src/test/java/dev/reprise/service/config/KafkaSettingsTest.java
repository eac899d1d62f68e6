package dev.reprise.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSettingsTest {

    private static final String JAAS =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"u\" password=\"hush\";";

    @TempDir
    private Path folder;

    @Test
    void should_give_every_setting_of_a_client_when_it_is_configured() {
        // when
        KafkaSettings read = read(Map.of(
                "kafka.client.rack", "a",
                "kafka.fetch.min.bytes", "2",
                "kafka.linger.ms", "3",
                "kafka.request.timeout.ms", "4000"));

        // then
        assertThat(read.client())
                .containsOnly(
                        Map.entry("bootstrap.servers", "localhost:9092"),
                        Map.entry("client.rack", "a"),
                        Map.entry("fetch.min.bytes", "2"),
                        Map.entry("linger.ms", "3"),
                        Map.entry("request.timeout.ms", "4000"));
    }

    @Test
    void should_refuse_all_at_once_when_keys_or_values_are_wrong() {
        // when / then
        assertThat(problems(Map.of(
                        "kafka.isolation.level", "read_uncommitted",
                        "kafka.session.timeout.ms", "1",
                        "kafka.sasl.mechanisms", "PLAIN",
                        "kafka.num.stream.threads", "4",
                        "kafka.security.protocol", "TLS")))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem)
                                .isEqualTo(
                                        "kafka.isolation.level: cannot be configured: what is read must be committed"),
                        problem -> assertThat(problem)
                                .isEqualTo("kafka.session.timeout.ms: cannot be configured: its key is"
                                        + " reprise.streams.session-timeout"),
                        problem -> assertThat(problem)
                                .isEqualTo("kafka.sasl.mechanisms: no client of Kafka has such a setting"),
                        problem -> assertThat(problem)
                                .isEqualTo("kafka.num.stream.threads: no client of Kafka has such a setting"),
                        problem -> assertThat(problem)
                                .startsWith("kafka.security.protocol: Invalid value TLS for configuration"));
    }

    @Test
    void should_pass_over_variables_of_others_when_they_begin_like_a_key() {
        // given
        var values = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(
                        Map.of(
                                "KAFKA_HOME", "/opt/kafka",
                                "KAFKA_PORT", "tcp://10.0.0.1:9092",
                                "KAFKA_SERVICE_HOST", "10.0.0.1",
                                "KAFKA_PORT_9092_TCP", "tcp://10.0.0.1:9092",
                                "KAFKA_CLIENT_RACK", "b"),
                        300))
                .build();

        // when
        KafkaSettings read = read(new ConfigurationReader(values));

        // then
        assertThat(read.client())
                .containsOnly(Map.entry("bootstrap.servers", "localhost:9092"), Map.entry("client.rack", "b"));
    }

    @Test
    void should_take_a_secret_from_a_file_when_the_twin_key_names_it() throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("jaas"), JAAS + "\n");

        // when
        KafkaSettings read = read(Map.of(
                "kafka.security.protocol", "SASL_PLAINTEXT",
                "kafka.sasl.mechanism", "SCRAM-SHA-512",
                "kafka.sasl.jaas.config-file", file.toString()));

        // then
        assertThat(read.client()).containsEntry("sasl.jaas.config", JAAS);
        assertThat(read.toString()).doesNotContain("hush");
    }

    @Test
    void should_let_a_provider_of_kafka_fill_a_value_when_its_dollar_is_doubled() throws IOException {
        // given
        Files.writeString(folder.resolve("jaas"), JAAS);

        // when
        KafkaSettings read = read(Map.of(
                "kafka.config.providers", "dir",
                "kafka.config.providers.dir.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
                "kafka.security.protocol", "SASL_PLAINTEXT",
                "kafka.sasl.mechanism", "SCRAM-SHA-512",
                "kafka.sasl.jaas.config", "$${dir:" + folder + ":jaas}"));

        // then
        assertThat(new AdminClientConfig(read.client())
                        .getPassword("sasl.jaas.config")
                        .value())
                .isEqualTo(JAAS);
    }

    @Test
    void should_not_repeat_a_secret_when_something_about_it_is_wrong() throws IOException {
        // given
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path hush = Files.writeString(folder.resolve("hush-file"), "hush");

        // when / then
        assertThat(problems(Map.of(
                        "kafka.security.protocol", "SASL_PLAINTEXT",
                        "kafka.sasl.mechanism", "SCRAM-SHA-512",
                        "kafka.sasl.jaas.config", "no-module-but password=hush",
                        "kafka.ssl.key.password", "hush",
                        "kafka.ssl.key.password-file", hush.toString(),
                        "kafka.ssl.keystore.password-file", empty.toString(),
                        "kafka.ssl.truststore.password-file",
                                folder.resolve("none").toString())))
                .containsExactly(
                        "kafka.ssl.key.password-file: is given beside kafka.ssl.key.password; one of them is enough",
                        "kafka.ssl.keystore.password-file: the file " + empty + " is empty",
                        "kafka.ssl.truststore.password-file: there is no file " + folder.resolve("none")
                                + " that this user can read as UTF-8 text",
                        "kafka.security.protocol: sasl.jaas.config is missing or has a wrong form");
    }

    @Test
    void should_name_the_key_when_a_truststore_cannot_be_used() throws IOException {
        // given
        Path none = folder.resolve("none.p12");

        // when / then
        assertThat(problems(Map.of("kafka.security.protocol", "SSL", "kafka.ssl.truststore.location", none.toString())))
                .containsExactly(
                        "kafka.ssl.truststore.location: there is no file " + none + " that this user can read");
    }

    private static KafkaSettings read(Map<String, String> values) {
        return read(new ConfigurationReader(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(values, "map", 0))
                .build()));
    }

    private static KafkaSettings read(ConfigurationReader reader) {
        KafkaSettings read = ServiceSettings.from(reader.read(ServiceKeysTest.Keys.class), reader)
                .kafka();
        reader.throwIfWrong();
        return read;
    }

    private static List<String> problems(Map<String, String> values) {
        return catchThrowableOfType(WrongSettingsException.class, () -> read(values))
                .problems();
    }
}
