package dev.reprise.workload.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A real film.
 *
 * <p>Threading: immutable if nobody moves the position of the JSON; read it through a duplicate.
 *
 * @param json the film to the byte as it stands in the data set, dirt included, backed by an array
 * @param title its title, which is not always text
 * @param distributor who brought it to the cinemas; {@code null} when not known
 */
record Film(ByteBuffer json, JsonNode title, @Nullable String distributor) {
    Film {
        Objects.requireNonNull(json, "json");
        Objects.requireNonNull(title, "title");
    }
}
