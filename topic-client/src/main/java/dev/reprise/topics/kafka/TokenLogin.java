package dev.reprise.topics.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.security.oauthbearer.ClientJwtValidator;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;

/**
 * What a client needs that logs in by a token (OAUTHBEARER). By default it looks at its token by a class for brokers, which needs
 * a library that verifies signatures. A client has nothing to verify: the broker does.
 *
 * <p>Threading: stateless.
 */
public final class TokenLogin {

    private TokenLogin() {}

    /** Returns settings of a client, in a new map that can be changed. What is configured holds. */
    public static Map<String, Object> completed(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        if (OAuthBearerLoginModule.OAUTHBEARER_MECHANISM.equals(client.get(SaslConfigs.SASL_MECHANISM))) {
            settings.putIfAbsent(SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, ClientJwtValidator.class.getName());
        }
        return settings;
    }
}
