package dev.reprise.endtoend.assets;

import dev.reprise.assets.BucketPattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** The types that a bucket column may have, each with a pattern of months that it serves. */
public enum BucketType {
    TEXT,
    INT,
    BIGINT,
    DATE,
    TIMESTAMP;

    /** Returns the type as CQL names it. */
    public String cql() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the pattern of its buckets. */
    public BucketPattern pattern() {
        return BucketPattern.of(this == INT || this == BIGINT ? "yyyyMM" : "yyyy-MM");
    }

    /** Returns the bucket of an instant as the driver takes it. */
    public Object bucketOf(Instant instant) {
        String text = pattern().bucketOf(instant);
        Instant start = pattern().start(text).orElseThrow();
        return switch (this) {
            case TEXT -> text;
            case INT -> Integer.valueOf(text);
            case BIGINT -> Long.valueOf(text);
            case DATE -> LocalDate.ofInstant(start, ZoneOffset.UTC);
            case TIMESTAMP -> start;
        };
    }

    /** Returns the bucket of an instant as a literal of CQL. */
    String literal(Instant instant) {
        Object bucket = bucketOf(instant);
        return bucket instanceof Number ? bucket.toString() : "'" + bucket + "'";
    }
}
