package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a migration should do with one payload, written by its author.
 *
 * @param name what the example shows
 * @param line where it begins in its file
 * @param given a payload of the version the migration starts from
 * @param outcome what should come of it
 */
record MigrationExample(String name, int line, JsonNode given, Outcome outcome) {

    MigrationExample {
        requireNonNull(name, "name");
        requireNonNull(given, "given");
        requireNonNull(outcome, "outcome");
    }

    /** What should come of a payload. */
    sealed interface Outcome {}

    /** This payload, which must be valid in the schema of its version. */
    record Expected(JsonNode payload) implements Outcome {}

    /** A failure of the mapping or of the schema, with this text somewhere in its message; empty for any. */
    record Fails(String text) implements Outcome {}
}
