package dev.reprise.idproducer.plan.kafka;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Judges what Kafka's clients throw. */
public final class KafkaErrors {

    private KafkaErrors() {}

    /** Returns whether a person must change something before a repetition can succeed: rights, credentials, settings. */
    public static boolean isFatal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException
                    || cause instanceof AuthenticationException
                    || cause instanceof UnsupportedVersionException
                    || cause instanceof ConfigException) {
                return true;
            }
        }
        return false;
    }
}
