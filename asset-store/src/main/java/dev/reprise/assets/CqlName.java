package dev.reprise.assets;

/**
 * The name of a keyspace, a table or a column as it stands in the schema, case included.
 *
 * <p>Threading: immutable.
 *
 * @param text 1 to 48 letters, digits or underscores, which is what Cassandra allows
 */
public record CqlName(String text) {

    public CqlName {
        if (!text.matches("\\w{1,48}")) {
            throw new IllegalArgumentException("is not a name that Cassandra allows: 1 to 48 letters, digits or _");
        }
    }
}
