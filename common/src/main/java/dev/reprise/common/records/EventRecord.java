package dev.reprise.common.records;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.job.Slice;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event with what its headers say.
 *
 * <p>Threading: immutable.
 *
 * @param event the event
 * @param round round of the job that it belongs to, from 1
 * @param shard number of the shard that it comes from; {@code null} where it comes from a bucket
 */
public record EventRecord(AssetEvent event, int round, @Nullable Integer shard) {

    /**
     * Largest value of an event. Type and bucket are one partition key, of at most 64 KiB in Cassandra; in JSON a quotation
     * mark takes two bytes.
     */
    static final int VALUE_BYTES_MAX = 128 * 1024 + 1024;

    /** Most that key and headers of an event take. Its own are some hundred bytes; what traces a record adds a few KiB. */
    public static final int BESIDE_VALUE_BYTES_MAX = 16 * 1024;

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    public EventRecord {
        if (round < 1) {
            throw new IllegalArgumentException("an event has the round " + round);
        }
        if (shard != null && shard >= Slice.IdShard.SHARDS) {
            throw new IllegalArgumentException("an event has the shard " + shard);
        }
    }

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException if value or headers are not those of an event, naming what is wrong
     */
    static EventRecord parse(byte[] value, HeaderValues headers) {
        AssetEvent event = AssetEventFormat.read(value);
        if (event.assetType().isEmpty()) {
            throw new IllegalArgumentException("an event has an empty 'assetType'");
        }
        Integer round = number(headers, AssetEvent.ROUND_HEADER);
        return new EventRecord(event, round == null ? 1 : round, number(headers, AssetEvent.ID_SHARD_HEADER));
    }

    /** Returns the {@link Slice#affinityKey() affinity key} of the slice that the event comes from. */
    public String affinityKey() {
        return shard == null
                ? Slice.affinityKey(event.job(), event.assetType(), event.bucket())
                : Slice.affinityKeyOfShard(event.job(), event.assetType(), shard);
    }

    private static @Nullable Integer number(HeaderValues headers, String name) {
        Optional<String> text = headers.text(name);
        if (text.isEmpty()) {
            return null;
        }
        if (!NUMBER.matcher(text.get()).matches()) {
            throw new IllegalArgumentException("an event has no number in its header '" + name + "'");
        }
        return Integer.valueOf(text.get());
    }
}
