package dev.reprise.idproducer.emit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Ids that were emitted together, as they are kept for the verification.
 *
 * @param key place of this record among those of its share
 * @param ids at least one
 */
public record RememberedIds(String key, List<UUID> ids) {

    private static final int ID_BYTES = 16;

    public RememberedIds {
        ids = List.copyOf(ids);
    }

    /** Returns the ids in 16 bytes each: millions of them have to fit into the memory of a task. */
    public static byte[] bytes(List<UUID> ids) {
        ByteBuffer buffer = ByteBuffer.allocate(ids.size() * ID_BYTES);
        ids.forEach(id -> buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()));
        return buffer.array();
    }

    /** Reads what {@link #bytes} wrote. */
    public static RememberedIds of(String key, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        List<UUID> ids = new ArrayList<>(bytes.length / ID_BYTES);
        while (buffer.remaining() >= ID_BYTES) {
            ids.add(new UUID(buffer.getLong(), buffer.getLong()));
        }
        return new RememberedIds(key, ids);
    }
}
