package dev.reprise.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.service.Rows;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.TokenIssuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A service proves to Kafka by a certificate, another by a token, who it is. Each has the rights of its user. */
@ExtendWith(SecuredServersExtension.class)
class OtherLoginsIT {

    private static final String REQUEST =
            "{\"type\":\"submit\",\"job\":\"logins\",\"selector\":{\"assetType\":\"doc\"},"
                    + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}";

    @TempDir
    private Path folder;

    @Test
    void should_run_a_job_when_services_log_in_by_certificate_and_by_token(SecuredServers servers) throws Exception {
        try (var deployment = new SecuredDeployment("logins", servers, folder)) {
            // given
            deployment.administrator().createTopics(2);
            deployment.administrator().grant(deployment.administrator().rights());
            deployment.createOperator();
            deployment.database().createTables();
            deployment.createRole();
            new Rows(deployment.database())
                    .insert("doc", "2024-01", Instant.parse("2024-01-05T00:00:00Z"), "{\"a\":1}");

            // when
            deployment.start(ServiceKind.ID_PRODUCER, certificate(deployment, servers));
            Path token = folder.resolve("token");
            var worker = deployment.start(ServiceKind.REPROCESS_WORKER, token(deployment, servers, token));
            SecuredDeployment.awaitReason(worker, "Kafka refuses the credentials of kafka.sasl.jaas.config: ");
            // A token is read again for each login.
            Files.writeString(token, token(deployment, servers.tokens()));

            // then
            deployment.post("logins", REQUEST);
            assertThat(deployment.awaitEnd("logins").counts().changed()).isEqualTo(1);
        }
    }

    private static Map<String, String> certificate(SecuredDeployment deployment, SecuredServers servers) {
        Certificates certificates = servers.certificates();
        String user = deployment.user(ServiceKind.ID_PRODUCER);
        return Map.of(
                "kafka.bootstrap.servers", servers.kafkaAddress("MTLS"),
                "kafka.security.protocol", "SSL",
                "kafka.ssl.keystore.type", "PKCS12",
                "kafka.ssl.keystore.location",
                        certificates.identity(user, Certificates.LOCALHOST).toString(),
                "kafka.ssl.keystore.password-file", deployment.secret("keystore", certificates.password()));
    }

    /** With a token that was signed by somebody else. */
    private static Map<String, String> token(SecuredDeployment deployment, SecuredServers servers, Path token)
            throws Exception {
        Path strangers = Files.createDirectories(token.resolveSibling("strangers"));
        Files.writeString(token, token(deployment, TokenIssuer.in(strangers)));
        return Map.of(
                "kafka.bootstrap.servers", servers.kafkaAddress("OAUTH"),
                "kafka.sasl.mechanism", "OAUTHBEARER",
                "kafka.sasl.login.callback.handler.class",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler",
                "kafka.sasl.oauthbearer.token.endpoint.url", token.toUri().toString(),
                "kafka.sasl.jaas.config",
                        "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
    }

    private static String token(SecuredDeployment deployment, TokenIssuer issuer) {
        return issuer.token(deployment.user(ServiceKind.REPROCESS_WORKER), Instant.now(), Duration.ofHours(1));
    }
}
