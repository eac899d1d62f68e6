package dev.reprise.common.assets.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.SettableByName;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.reprise.common.assets.BucketPattern;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The bucket column in whichever of the five types the user's table has. Outside this leaf a bucket is always text: as
 * it stands in a text column, in decimal for the whole numbers, by the bucket pattern for dates and timestamps.
 *
 * <p>Threading: immutable.
 */
final class BucketColumn {

    private final String name;
    private final DataType type;
    private final BucketPattern pattern;

    BucketColumn(String name, DataType type, BucketPattern pattern) {
        this.name = name;
        this.type = type;
        this.pattern = pattern;
    }

    /**
     * Binds a bucket to the marker of this name.
     *
     * @throws IllegalArgumentException if the text is no bucket of this type of column
     */
    <T extends SettableByName<T>> T bind(T statement, String bucket) {
        if (type.equals(DataTypes.INT)) {
            return statement.setInt(name, Integer.parseInt(bucket));
        }
        if (type.equals(DataTypes.BIGINT)) {
            return statement.setLong(name, Long.parseLong(bucket));
        }
        if (type.equals(DataTypes.DATE)) {
            return statement.setLocalDate(name, LocalDate.ofInstant(start(bucket), ZoneOffset.UTC));
        }
        if (type.equals(DataTypes.TIMESTAMP)) {
            return statement.setInstant(name, start(bucket));
        }
        return statement.setString(name, bucket);
    }

    /** Returns the bucket of a row as text. */
    String text(Row row) {
        if (type.equals(DataTypes.INT)) {
            return Integer.toString(row.getInt(name));
        }
        if (type.equals(DataTypes.BIGINT)) {
            return Long.toString(row.getLong(name));
        }
        if (type.equals(DataTypes.DATE)) {
            LocalDate date = Driver.present(row.getLocalDate(name), name);
            return pattern.bucketOf(date.atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        if (type.equals(DataTypes.TIMESTAMP)) {
            return pattern.bucketOf(Driver.present(row.getInstant(name), name));
        }
        return Driver.present(row.getString(name), name);
    }

    private Instant start(String bucket) {
        return pattern.start(bucket)
                .orElseThrow(() ->
                        new IllegalArgumentException("bucket '" + bucket + "' does not follow the pattern " + pattern));
    }
}
