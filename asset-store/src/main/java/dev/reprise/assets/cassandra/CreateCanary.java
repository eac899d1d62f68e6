package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

/** The table of the canary: a row a partition, without tombstones, since each write goes over the one before. */
final class CreateCanary {

    static final String ROW = "id";
    static final String WRITTEN = "written_at";

    private CreateCanary() {}

    /** Returns the statement, which changes nothing where the table is. */
    static String cql(String keyspace, String table) {
        return "CREATE TABLE IF NOT EXISTS " + quoted(keyspace) + "." + quoted(table) + " (" + ROW
                + " int PRIMARY KEY, " + WRITTEN + " timestamp)";
    }
}
