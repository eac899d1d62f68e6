package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

/** One row of the canary. */
final class SelectCanary {

    private SelectCanary() {}

    static String cql(String keyspace, String table) {
        return "/* canary */ SELECT " + CreateCanary.WRITTEN + " FROM " + quoted(keyspace) + "." + quoted(table)
                + " WHERE " + CreateCanary.ROW + " = ?";
    }
}
