package dev.reprise.idproducer.production.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.production.Signal;
import dev.reprise.idproducer.production.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes the signals that others give: one that says go or hold, and a query of Prometheus with a threshold.
 *
 * <p>Threading: stateless.
 */
public final class HttpSignals {

    private static final int OK = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private HttpSignals() {}

    /**
     * A query of Prometheus.
     *
     * @param server its address, with a path before {@code /api/v1/query} where there is one
     * @param query gives the value; of several, the highest counts
     * @param threshold jobs give way while the value is above it
     * @param tokenFile holds a bearer token; {@code null} for none
     */
    public record Query(URI server, String query, double threshold, @Nullable Path tokenFile) {}

    /** Makes the signal of an address that answers 200 for go, and 429 or 503 for hold. */
    public static Signal goOrHold(URI address, Duration interval, Clock clock) {
        return new HttpSignal(
                "production signal", interval, new HttpAnswers(address, null), HttpSignals::goOrHold, clock);
    }

    /** Makes the signal of a query of Prometheus, by its HTTP API. */
    public static Signal prometheus(Query query, Duration interval, Clock clock) {
        String server = query.server().toString();
        URI address = URI.create((server.endsWith("/") ? server.substring(0, server.length() - 1) : server)
                + "/api/v1/query?query=" + URLEncoder.encode(query.query(), StandardCharsets.UTF_8));
        return new HttpSignal(
                "Prometheus query",
                interval,
                new HttpAnswers(address, query.tokenFile()),
                found -> aboveThreshold(found, query.threshold()),
                clock);
    }

    private static Verdict goOrHold(HttpAnswers.Found found) throws IOException {
        return switch (found.status()) {
            case OK -> Verdict.FREE;
            case TOO_MANY_REQUESTS, UNAVAILABLE -> Verdict.hold("the production signal answers " + found.status());
            default -> throw new IOException("it answers " + found.status() + ", and not 200, 429 or 503");
        };
    }

    private static Verdict aboveThreshold(HttpAnswers.Found found, double threshold) throws IOException {
        if (found.status() != OK) {
            throw new IOException("it answers " + found.status());
        }
        double value = highest(tree(found.body()).path("data"));
        String words = String.format(Locale.ROOT, "the Prometheus query gives %.4g, threshold %.4g", value, threshold);
        return Verdict.of(value / threshold, words);
    }

    private static JsonNode tree(String body) throws IOException {
        try {
            return Json.parseStrict(body.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IOException("its answer is not JSON", e);
        }
    }

    /** Of a vector the highest value, since the strictest holds; a scalar is its own. */
    private static double highest(JsonNode data) throws IOException {
        JsonNode result = data.path("result");
        double highest = Double.NaN;
        if (data.path("resultType").asText().equals("scalar")) {
            highest = number(result);
        } else {
            for (JsonNode series : result) {
                double value = number(series.path("value"));
                highest = Double.isNaN(highest) || value > highest ? value : highest;
            }
        }
        if (Double.isNaN(highest)) {
            throw new IOException("it gives no number");
        }
        return highest;
    }

    /** A sample is a time and a text, which may be {@code NaN} or {@code +Inf}. */
    private static double number(JsonNode sample) {
        String text = sample.path(1).asText();
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    yield Double.NaN;
                }
            }
        };
    }
}
