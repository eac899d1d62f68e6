package dev.reprise.localstack.server;

import java.util.Locale;

/** The servers of a local stack. */
public enum ServerKind {
    KAFKA,
    CASSANDRA,
    ELASTICSEARCH;

    /** The name in messages, folders and file names: {@code kafka}. */
    public String lowerCaseName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
