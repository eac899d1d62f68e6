package dev.reprise.assets.cassandra;

import java.util.UUID;

/**
 * The order in which Cassandra keeps a {@code timeuuid}: by its time, then by the bytes of the other half, each signed (<a
 * href="https://github.com/apache/cassandra/blob/cassandra-5.0/src/java/org/apache/cassandra/db/marshal/TimeUUIDType.java">TimeUUIDType</a>).
 * Not that of {@link UUID#compareTo}.
 */
final class TimeUuidOrder {

    private static final long SIGNS = 0x8080_8080_8080_8080L;

    private TimeUuidOrder() {}

    /** Compares two ids of version 1. */
    static int compare(UUID one, UUID other) {
        int byTime = Long.compare(one.timestamp(), other.timestamp());
        return byTime != 0
                ? byTime
                : Long.compareUnsigned(one.getLeastSignificantBits() ^ SIGNS, other.getLeastSignificantBits() ^ SIGNS);
    }
}
