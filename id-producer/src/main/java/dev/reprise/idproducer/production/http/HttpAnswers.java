package dev.reprise.idproducer.production.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks an address by GET, and gives up in time.
 *
 * <p>Threading: one thread, which blocks. Bounds: {@link #WITHIN}, and {@link #BODY_BYTES_MAX} of an answer.
 */
final class HttpAnswers {

    /** Who takes longer than this has nothing to say about now. */
    private static final Duration WITHIN = Duration.ofSeconds(2);

    /** A value with its labels has some hundred bytes. */
    private static final int BODY_BYTES_MAX = 64 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI address;
    private final @Nullable Path tokenFile;

    /**
     * Prepares to ask.
     *
     * @param tokenFile holds a bearer token, read each time, since tokens expire; {@code null} for none
     */
    HttpAnswers(URI address, @Nullable Path tokenFile) {
        this.address = address;
        this.tokenFile = tokenFile;
    }

    /**
     * What came back.
     *
     * @param body its first {@link #BODY_BYTES_MAX} bytes
     */
    record Found(int status, String body) {}

    /**
     * Asks.
     *
     * @throws IOException if there is no answer in time
     */
    Found ask() throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(WITHIN).GET();
        if (tokenFile != null) {
            String token = Files.readString(tokenFile, StandardCharsets.UTF_8).strip();
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Found(
                    response.statusCode(), new String(body.readNBytes(BODY_BYTES_MAX), StandardCharsets.UTF_8));
        }
    }
}
