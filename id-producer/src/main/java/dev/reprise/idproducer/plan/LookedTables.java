package dev.reprise.idproducer.plan;

import dev.reprise.common.assets.TableShape;
import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables that a processor asks about, as the database had them when the intake looked. The driver is told of changes of the
 * schema some time later, and the coordinator does not wait for the database: what was seen goes to it with the request.
 *
 * <p>Threading: immutable.
 *
 * @param byName tables by the names that are asked for; any other table is as the driver knows it
 */
public record LookedTables(Map<String, TableShape> byName) {

    /** Nobody has looked. */
    public static final LookedTables NONE = new LookedTables(Map.of());

    /** With the largest request the record of a command stays below 1 MiB. A table of 400 columns fits. */
    private static final int BYTES_MAX = 32 * 1024;

    public LookedTables {
        byName = byName == null ? Map.of() : Map.copyOf(byName);
    }

    /** Returns the form in which they go with a request; {@code null} for none, and where they are too large. */
    public byte @Nullable [] bytes() {
        byte[] bytes = byName.isEmpty() ? null : Json.bytes(this);
        return bytes == null || bytes.length > BYTES_MAX ? null : bytes;
    }

    /** Reads what {@link #bytes} made. What cannot be read was not looked at. */
    public static LookedTables read(byte @Nullable [] bytes) {
        try {
            return bytes == null ? NONE : Json.read(bytes, LookedTables.class);
        } catch (UncheckedIOException e) {
            return NONE;
        }
    }
}
