package dev.reprise.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.wire.Json;
import dev.reprise.workload.sample.TimeBasedId;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * The rows of the benchmark by their number: ids of one bucket after another, some thousands in each, and a payload of
 * about 0.9 KB.
 *
 * <p>Threading: immutable.
 *
 * @param assetType type of all of them
 * @param count how many there are
 * @param kind part of each id, so that types share none
 */
public record Items(String assetType, int count, int kind) {

    /** A partition of 4.5 MB: wide, and far below what Cassandra warns of. */
    private static final int ROWS_PER_BUCKET = 5_000;

    private static final YearMonth FIRST_MONTH = YearMonth.of(1950, 1);

    private static final Duration APART = Duration.ofMillis(400);

    /** Long ago: rows have settled, and every version of the ladder fits above. */
    private static final long WRITTEN_AT_MICROS = 1_000_000;

    private static final BucketPattern MONTHS = BucketPattern.of("yyyy-MM");

    private static final String SYNOPSIS = "A long text that nobody reads and every migration has to carry along. ";

    /** Returns the partition of a row. */
    public AssetPartition partition(int index) {
        return new AssetPartition(assetType, MONTHS.bucketOf(month(index)));
    }

    /** Returns the id of a row. */
    public UUID assetId(int index) {
        Instant at = month(index).plus(APART.multipliedBy(index % ROWS_PER_BUCKET));
        return TimeBasedId.of(TimeBasedId.ticks(at), 1, kind, index);
    }

    /** Returns the first payload of a row, of version 1. */
    public byte[] payload(int index) {
        ObjectNode item = Json.mapper().createObjectNode();
        item.put("title", title(index));
        item.put("revision", 1);
        item.put("year", 1950 + index % 70);
        item.put("rating", index % 100 / 10.0);
        item.putArray("genres").add("drama").add("comedy").add("documentary");
        var credits = item.putArray("credits");
        for (int i = 0; i < 4; i++) {
            credits.addObject().put("role", "actor").put("name", "Person " + (index * 7 + i) % 9973);
        }
        item.put("synopsis", SYNOPSIS.repeat(8));
        return Json.bytes(item);
    }

    /** Returns the title in the payload of a row. */
    public String title(int index) {
        return "Item " + index;
    }

    /** Returns when the bucket of a row begins; that of the row behind the last one begins after all rows. */
    public Instant bucketBegins(int index) {
        return month(index);
    }

    /** Returns the number of rows in a bucket. */
    public static int rowsPerBucket() {
        return ROWS_PER_BUCKET;
    }

    /** Returns when every row was written first. */
    public long writtenAtMicros() {
        return WRITTEN_AT_MICROS;
    }

    /** Returns whether a row is the first of its bucket. */
    public boolean beginsBucket(int index) {
        return index % ROWS_PER_BUCKET == 0;
    }

    private static Instant month(int index) {
        return FIRST_MONTH
                .plusMonths(index / ROWS_PER_BUCKET)
                .atDay(1)
                .atStartOfDay()
                .toInstant(ZoneOffset.UTC);
    }
}
