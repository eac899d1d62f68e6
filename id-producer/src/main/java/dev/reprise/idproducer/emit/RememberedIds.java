package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.BucketRun;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.wire.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ids that were emitted together, as they are kept for the verification: 16 bytes an id, since millions of them have to
 * fit into the memory of a task, and apart from them the buckets.
 *
 * @param key number of this record among those of its id shard
 * @param ids at least one
 * @param buckets the buckets of the ids, in their order; {@code null} where an older release has kept the ids alone
 */
public record RememberedIds(String key, List<UUID> ids, @Nullable List<BucketRun> buckets) {

    private static final int ID_BYTES = 16;

    public RememberedIds {
        ids = List.copyOf(ids);
        buckets = buckets == null ? null : List.copyOf(buckets);
    }

    /** Makes the record of ids that were emitted, in the order of their buckets: so there are few runs. */
    public static RememberedIds of(String key, List<LocatedId> emitted) {
        List<LocatedId> sorted =
                emitted.stream().sorted(Comparator.comparing(LocatedId::bucket)).toList();
        return new RememberedIds(key, sorted.stream().map(LocatedId::assetId).toList(), BucketRun.of(sorted));
    }

    /**
     * Reads a record.
     *
     * @param idBytes as {@link #idBytes} wrote them
     * @param bucketBytes as {@link #bucketBytes} wrote them; {@code null} where there are none
     */
    public static RememberedIds of(String key, byte[] idBytes, byte @Nullable [] bucketBytes) {
        ByteBuffer buffer = ByteBuffer.wrap(idBytes);
        List<UUID> ids = new ArrayList<>(idBytes.length / ID_BYTES);
        while (buffer.remaining() >= ID_BYTES) {
            ids.add(new UUID(buffer.getLong(), buffer.getLong()));
        }
        return new RememberedIds(
                key, ids, bucketBytes == null ? null : List.of(Json.read(bucketBytes, BucketRun[].class)));
    }

    /** Returns the ids in 16 bytes each. */
    public byte[] idBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(ids.size() * ID_BYTES);
        ids.forEach(id -> buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
        return buffer.array();
    }

    /** Returns the buckets as JSON; {@code null} where they are not known. */
    public byte @Nullable [] bucketBytes() {
        return buckets == null ? null : Json.bytes(buckets);
    }
}
