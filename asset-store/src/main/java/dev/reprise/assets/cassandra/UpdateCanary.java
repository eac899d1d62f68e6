package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

/** One row of the canary, with the time of the node that writes it. */
final class UpdateCanary {

    private UpdateCanary() {}

    static String cql(String keyspace, String table) {
        return "/* canary */ UPDATE " + quoted(keyspace) + "." + quoted(table) + " SET " + CreateCanary.WRITTEN
                + " = toTimestamp(now()) WHERE " + CreateCanary.ROW + " = ?";
    }
}
