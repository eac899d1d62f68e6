package dev.reprise.assets;

import java.util.Arrays;
import java.util.Locale;

/** How assets are laid out in Cassandra. */
public enum Layout {
    /** Rows live in partitions of (type, bucket), clustered by id. */
    BUCKETED,
    /** Rows live in partitions of their own, by id; an index table of (type, bucket) lists the ids. */
    INDEXED;

    /**
     * Returns the layout of a word of the configuration.
     *
     * @throws IllegalArgumentException naming the words there are
     */
    public static Layout of(String word) {
        return Arrays.stream(values())
                .filter(layout -> layout.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be bucketed or indexed"));
    }
}
