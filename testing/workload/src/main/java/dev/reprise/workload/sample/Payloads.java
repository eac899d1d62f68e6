package dev.reprise.workload.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.reprise.common.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Payloads of version 1. A movie is the film as it is; what is derived from a film names it by its title, as dirty as
 * that is.
 *
 * <p>Threading: immutable.
 */
final class Payloads {

    /** Makes neighbours in time different films; prime, so that a round over the films meets each once. */
    private static final long STRIDE = 1117;

    /** Films in the order in which editions are made: the language of the edition. */
    private static final List<String> LANGUAGES = List.of("en", "fr", "de", "es", "ja", "pt", "ko", "hi");

    private static final String PADDING = " Every use outside of the service needs the written consent of the owner.";

    private final Films films;
    private final long offset;
    private final int derivedBytesMin;

    Payloads(Films films, SampleSpec spec) {
        this.films = films;
        this.offset = Math.floorMod(spec.seed(), (long) films.count());
        this.derivedBytesMin = spec.derivedBytesMin();
        if (films.count() % STRIDE == 0) {
            throw new IllegalArgumentException("the number of films must not be a multiple of " + STRIDE);
        }
    }

    /**
     * Makes a payload.
     *
     * @param type asset type
     * @param number number of the asset among those of its type
     */
    ByteBuffer of(SampleType type, long number) {
        Film film = films.at((int) ((number * STRIDE + offset) % films.count()));
        if (type == SampleType.MOVIE) {
            return film.json();
        }
        ByteBuffer payload = derived(type, number, film, "");
        int missing = derivedBytesMin - payload.remaining();
        if (missing <= 0) {
            return payload;
        }
        String padding = PADDING.repeat(missing / PADDING.length() + 1).substring(0, missing);
        return derived(type, number, film, padding);
    }

    private ByteBuffer derived(SampleType type, long number, Film film, String padding) {
        var bytes = new ByteArrayOutputStream(256 + padding.length());
        try (JsonGenerator json = Json.mapper().getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeFieldName("Film");
            Json.mapper().writeTree(json, film.title());
            json.writeStringField("Kind", type.word());
            writeKind(json, type, number);
            json.writeStringField("Language", LANGUAGES.get((int) (number / films.count() % LANGUAGES.size())));
            json.writeStringField("Credit", credit(film) + padding);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static void writeKind(JsonGenerator json, SampleType type, long number) throws IOException {
        if (type == SampleType.POSTER) {
            json.writeNumberField("Width", 1000);
            json.writeNumberField("Height", 1500);
        } else if (type == SampleType.TRAILER) {
            json.writeNumberField("Width", 1920);
            json.writeNumberField("Height", 1080);
        }
        json.writeStringField("File", file(type, number));
    }

    private static String file(SampleType type, long number) {
        return switch (type) {
            case MOVIE -> throw new IllegalArgumentException("a movie has no file");
            case POSTER -> "posters/" + sixDigits(number) + ".jpg";
            case TRAILER -> "trailers/" + sixDigits(number) + ".mp4";
            case SUBTITLE -> "subtitles/" + sixDigits(number) + ".vtt";
        };
    }

    private static String sixDigits(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    private static String credit(Film film) {
        String distributor = film.distributor();
        return distributor == null ? "Source unknown." : "Courtesy of " + distributor + ".";
    }
}
