package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import java.util.Set;

/**
 * A consistency level that plain reads and writes both understand; the others fail every operation of one kind.
 *
 * <p>Threading: immutable.
 *
 * @param level as the driver knows it
 */
public record Consistency(ConsistencyLevel level) {

    private static final Set<ConsistencyLevel> LEVELS = Set.of(
            DefaultConsistencyLevel.ONE,
            DefaultConsistencyLevel.TWO,
            DefaultConsistencyLevel.THREE,
            DefaultConsistencyLevel.QUORUM,
            DefaultConsistencyLevel.ALL,
            DefaultConsistencyLevel.LOCAL_ONE,
            DefaultConsistencyLevel.LOCAL_QUORUM,
            DefaultConsistencyLevel.EACH_QUORUM);

    /**
     * Reads the name of a level, in upper case.
     *
     * @throws IllegalArgumentException if reads or writes would fail with it
     */
    public static Consistency of(String name) {
        return LEVELS.stream()
                .filter(level -> level.name().equals(name))
                .findFirst()
                .map(Consistency::new)
                .orElseThrow(() -> new IllegalArgumentException(
                        "is not a consistency level that both reads and writes understand, such as LOCAL_QUORUM"));
    }
}
