package dev.reprise.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaClientKeysTest {

    @Test
    void should_take_every_setting_of_a_connection() {
        assertThat(KafkaClientKeys.known())
                .contains(
                        "bootstrap.servers",
                        "security.protocol",
                        "sasl.mechanism",
                        "sasl.jaas.config",
                        "sasl.oauthbearer.token.endpoint.url",
                        "sasl.login.callback.handler.class",
                        "ssl.keystore.key",
                        "ssl.endpoint.identification.algorithm",
                        "client.rack",
                        "client.dns.lookup");
    }

    @Test
    void should_know_what_is_secret() {
        assertThat(KafkaClientKeys.secrets())
                .contains(
                        "sasl.jaas.config",
                        "ssl.truststore.password",
                        "ssl.keystore.password",
                        "ssl.key.password",
                        "ssl.keystore.key",
                        "sasl.oauthbearer.client.credentials.client.secret")
                .doesNotContain("security.protocol", "ssl.truststore.location");
    }

    @Test
    void should_refuse_what_the_guarantees_rest_on_and_what_is_internal() {
        assertThat(KafkaClientKeys.known())
                .doesNotContain("acks", "group.id", "transactional.id", "enable.auto.commit", "isolation.level")
                .noneMatch(name -> name.startsWith("internal."));
        assertThat(KafkaClientKeys.refusal("acks"))
                .contains("cannot be configured: no write may be lost, repeated or overtaken");
        assertThat(KafkaClientKeys.refusal("config.providers.file.class")).isEmpty();
    }
}
