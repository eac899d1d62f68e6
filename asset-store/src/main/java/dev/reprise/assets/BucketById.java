package dev.reprise.assets;

import java.util.Arrays;
import java.util.Locale;

/** How the bucket of an asset is found where only its id is known. */
public enum BucketById {
    /** By the bucket pattern, shards by our own function of the id. */
    PATTERN,
    /** By a look into the tables, whatever function their buckets are made by. */
    LOOKUP;

    /**
     * Returns the way of a word of the configuration.
     *
     * @throws IllegalArgumentException naming the words there are
     */
    public static BucketById of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be pattern or lookup"));
    }
}
