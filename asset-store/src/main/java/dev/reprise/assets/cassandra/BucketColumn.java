package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.data.GettableByName;
import com.datastax.oss.driver.api.core.data.SettableByName;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.reprise.assets.BucketPattern;
import dev.reprise.assets.UnusableBucketException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/**
 * The bucket column in whichever of the five types the user's table has. Outside this leaf a bucket is always text: as
 * it stands in a text column, in decimal for the whole numbers, by the bucket pattern for dates and timestamps. Every
 * bucket has one text, and every text one bucket; what breaks that is refused.
 *
 * <p>Threading: immutable.
 */
final class BucketColumn {

    /** The types that a bucket column may have. */
    static final Set<DataType> TYPES =
            Set.of(DataTypes.TEXT, DataTypes.INT, DataTypes.BIGINT, DataTypes.DATE, DataTypes.TIMESTAMP);

    private final String name;
    private final DataType type;
    private final BucketPattern pattern;

    BucketColumn(String name, DataType type, BucketPattern pattern) {
        this.name = name;
        this.type = type;
        this.pattern = pattern;
    }

    /**
     * Returns what is wrong with a pattern for a type of column, or empty when the column can hold every bucket that the
     * pattern makes.
     */
    static Optional<String> problem(DataType type, BucketPattern pattern) {
        if (type.equals(DataTypes.INT) || type.equals(DataTypes.BIGINT)) {
            return pattern.makesNumbers()
                    ? Optional.empty()
                    : Optional.of("it needs a pattern of digits alone, without shards, such as yyyyMM");
        }
        if (type.equals(DataTypes.DATE) || type.equals(DataTypes.TIMESTAMP)) {
            if (pattern.hasShards()) {
                return Optional.of("it needs a pattern without shards");
            }
            return type.equals(DataTypes.DATE) && pattern.isFinerThanDays()
                    ? Optional.of("it needs a pattern of days or longer, such as yyyy-MM-dd")
                    : Optional.empty();
        }
        return Optional.empty();
    }

    /**
     * Binds a bucket to the marker of this name.
     *
     * @throws IllegalArgumentException if the text is no bucket of this type of column
     */
    <T extends SettableByName<T>> T bind(T statement, String bucket) {
        if (type.equals(DataTypes.INT)) {
            return statement.setInt(name, (int) number(bucket));
        }
        if (type.equals(DataTypes.BIGINT)) {
            return statement.setLong(name, number(bucket));
        }
        if (type.equals(DataTypes.DATE)) {
            return statement.setLocalDate(name, LocalDate.ofInstant(start(bucket), ZoneOffset.UTC));
        }
        if (type.equals(DataTypes.TIMESTAMP)) {
            return statement.setInstant(name, start(bucket));
        }
        return statement.setString(name, bucket);
    }

    /**
     * Returns the bucket of a row as text.
     *
     * @throws UnusableBucketException if another bucket has the same text
     */
    String text(GettableByName row) {
        if (type.equals(DataTypes.INT)) {
            return Integer.toString(row.getInt(name));
        }
        if (type.equals(DataTypes.BIGINT)) {
            return Long.toString(row.getLong(name));
        }
        if (type.equals(DataTypes.DATE)) {
            LocalDate date = Driver.present(row.getLocalDate(name), name);
            return text(date.atStartOfDay().toInstant(ZoneOffset.UTC), date);
        }
        if (type.equals(DataTypes.TIMESTAMP)) {
            Instant instant = Driver.present(row.getInstant(name), name);
            return text(instant, instant);
        }
        return Driver.present(row.getString(name), name);
    }

    private String text(Instant bucket, Object asStored) {
        String text = pattern.bucketOf(bucket);
        if (!pattern.start(text).equals(Optional.of(bucket))) {
            throw new UnusableBucketException("the bucket " + asStored + " in the column " + name + " of the type "
                    + type.asCql(false, false) + " is not the first instant of a bucket of the pattern " + pattern
                    + ", so its assets cannot be told from those of the bucket " + text
                    + "; set reprise.assets.bucket-pattern to the pattern that the tables are filled by");
        }
        return text;
    }

    /** A second text of the same number, such as 007, would make a second bucket of it. */
    private long number(String bucket) {
        long number = Long.parseLong(bucket);
        if (!Long.toString(number).equals(bucket) || (type.equals(DataTypes.INT) && number != (int) number)) {
            throw new IllegalArgumentException("bucket '" + bucket + "' is no " + type.asCql(false, false));
        }
        return number;
    }

    private Instant start(String bucket) {
        return pattern.start(bucket)
                .orElseThrow(() ->
                        new IllegalArgumentException("bucket '" + bucket + "' does not follow the pattern " + pattern));
    }
}
