package dev.reprise.common.records;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record by name. Whoever may write to a topic may give a header no value, or any.
 *
 * <p>Threading: one thread.
 */
@FunctionalInterface
public interface HeaderValues {

    /** No headers at all. */
    HeaderValues NONE = name -> null;

    /**
     * Returns the value of the last header of a name; {@code null} where there is no such header, and nothing but a
     * length of 0 where it has no value.
     */
    byte @Nullable [] last(String name);

    /** Returns a header as UTF-8; empty where there is no such header. */
    default Optional<String> text(String name) {
        byte[] value = last(name);
        return value == null ? Optional.empty() : Optional.of(new String(value, StandardCharsets.UTF_8));
    }
}
