package dev.reprise.workload.sample;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The films of the data set, about 1.4 MB of them, in its order.
 *
 * <p>Threading: immutable.
 */
public final class Films {

    private static final String RESOURCE = "movies.json";

    private final List<Film> films;

    private Films(List<Film> films) {
        this.films = List.copyOf(films);
    }

    /** Reads the data set from the class path. */
    public static Films load() {
        try (InputStream resource = Films.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return of(resource.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /** Cuts an array of films into its elements, each left to the byte as it is. */
    static Films of(byte[] utf8) throws IOException {
        List<Film> films = new ArrayList<>();
        try (JsonParser json = Json.mapper().getFactory().createParser(utf8)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new IllegalArgumentException(RESOURCE + " is not an array");
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                int start = Math.toIntExact(json.currentTokenLocation().getByteOffset());
                json.skipChildren();
                int end = Math.toIntExact(json.currentLocation().getByteOffset());
                films.add(film(Arrays.copyOfRange(utf8, start, end)));
            }
        }
        return new Films(films);
    }

    /** Returns how many films there are. */
    public int count() {
        return films.size();
    }

    /** Returns a film by its place in the data set. */
    Film at(int index) {
        return films.get(index);
    }

    private static Film film(byte[] utf8) throws IOException {
        JsonNode fields = Json.mapper().readTree(utf8);
        JsonNode title = fields.path("Title");
        if (title instanceof MissingNode) {
            throw new IllegalArgumentException("a film of " + RESOURCE + " has no field 'Title'");
        }
        return new Film(ByteBuffer.wrap(utf8), title, fields.path("Distributor").textValue());
    }
}
