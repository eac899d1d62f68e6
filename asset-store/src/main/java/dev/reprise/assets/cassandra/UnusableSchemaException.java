package dev.reprise.assets.cassandra;

import java.util.List;

/** The tables are not there, or not as the configuration says. */
public final class UnusableSchemaException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableSchemaException(List<String> problems) {
        super(String.join("; ", problems));
    }
}
