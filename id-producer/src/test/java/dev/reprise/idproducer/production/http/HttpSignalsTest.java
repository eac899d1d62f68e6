package dev.reprise.idproducer.production.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reprise.idproducer.production.Signal;
import dev.reprise.idproducer.production.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSignalsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-06-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private HttpServer server;
    private int status = 200;
    private String body = "";
    private @Nullable String asked;
    private @Nullable String authorization;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestURI().toString();
            authorization = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private Signal query(@Nullable Path tokenFile) {
        return HttpSignals.prometheus(
                new HttpSignals.Query(address(), "p99{job=\"a\"}", 0.5, tokenFile), INTERVAL, CLOCK);
    }

    private static Verdict verdict(Signal signal) {
        signal.ask();
        assertThat(signal.trouble()).isNull();
        Signal.Answer answer = signal.answer().orElseThrow();
        assertThat(answer.at()).isEqualTo(CLOCK.instant());
        return answer.reading().judge(null, Instant.EPOCH);
    }

    private static String vector(String... values) {
        String results = String.join(
                ",",
                java.util.Arrays.stream(values)
                        .map(value -> "{\"metric\":{},\"value\":[1700000000.1,\"" + value + "\"]}")
                        .toList());
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[" + results + "]}}";
    }

    @ParameterizedTest
    @CsvSource({"200, FREE", "429, HOLD", "503, HOLD"})
    void should_say_go_or_hold(int answer, Verdict.Kind kind) {
        status = answer;

        Verdict verdict = verdict(HttpSignals.goOrHold(address(), INTERVAL, CLOCK));

        assertThat(verdict.kind()).isEqualTo(kind);
        assertThat(verdict.words()).isEqualTo(answer == 200 ? null : "the production signal answers " + answer);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 404, 500})
    void should_take_nothing_else_for_an_answer(int answer) {
        status = answer;
        Signal signal = HttpSignals.goOrHold(address(), INTERVAL, CLOCK);

        signal.ask();

        assertThat(signal.answer()).isEmpty();
        assertThat(signal.trouble()).isEqualTo("it answers " + answer + ", and not 200, 429 or 503");
    }

    @Test
    void should_keep_the_last_answer_and_say_so_when_nobody_is_there_any_more() {
        Signal signal = HttpSignals.goOrHold(address(), INTERVAL, CLOCK);
        assertThat(verdict(signal)).isEqualTo(Verdict.FREE);

        server.stop(0);
        signal.ask();

        assertThat(signal.trouble()).isNotNull();
        assertThat(signal.answer()).isPresent();
    }

    @Test
    void should_compare_the_highest_value_of_a_query_with_its_threshold() {
        body = vector("0.1", "0.75", "NaN");

        Verdict verdict = verdict(query(null));

        assertThat(asked).isEqualTo("/api/v1/query?query=p99%7Bjob%3D%22a%22%7D");
        assertThat(authorization).isNull();
        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.SLOW);
        assertThat(verdict.ratio()).isEqualTo(1.5);
        assertThat(verdict.words()).isEqualTo("the Prometheus query gives 0.7500, threshold 0.5000");
    }

    @ParameterizedTest
    @CsvSource({"0.1, FREE", "0.45, STAY", "0.6, SLOW", "+Inf, SLOW"})
    void should_take_a_scalar_too(String value, Verdict.Kind kind) {
        body = "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1,\"" + value + "\"]}}";

        assertThat(verdict(query(null)).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}", "[]", "{\"data\":{\"resultType\":\"vector\",\"result\":[]}}", "<html>"})
    void should_not_take_for_an_answer_what_gives_no_number(String answer) {
        body = answer;
        Signal signal = query(null);

        signal.ask();

        assertThat(signal.answer()).isEmpty();
        assertThat(signal.trouble()).isIn("its answer is not JSON", "it gives no number");
    }

    @Test
    void should_send_the_token_as_it_is_in_the_file_now() throws IOException {
        Path token = folder.resolve("token");
        body = vector("0.1");
        Signal signal = query(token);
        signal.ask();
        assertThat(signal.trouble()).contains("token");

        Files.writeString(token, "first\n");
        signal.ask();
        assertThat(authorization).isEqualTo("Bearer first");

        Files.writeString(token, "second\n");
        signal.ask();
        assertThat(authorization).isEqualTo("Bearer second");
    }
}
