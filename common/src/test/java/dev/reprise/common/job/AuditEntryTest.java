package dev.reprise.common.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.request.Request;
import dev.reprise.common.wire.Json;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuditEntryTest {

    private static final Instant AT = Instant.parse("2024-01-01T00:00:01.5Z");

    static Stream<Arguments> entries() {
        return Stream.of(
                Arguments.of(
                        AuditEntry.ofRequest(new Request.Throttle("j", 5, "ana", "too hot"), AT, "no limit to 5/s"),
                        "{\"job\":\"j\",\"at\":\"2024-01-01T00:00:01.500Z\",\"what\":\"throttle\",\"by\":\"ana\","
                                + "\"why\":\"too hot\",\"effect\":\"no limit to 5/s\"}"),
                Arguments.of(
                        AuditEntry.ofChange("j", AT, JobStatus.RUNNING, JobStatus.VERIFYING, null),
                        "{\"job\":\"j\",\"at\":\"2024-01-01T00:00:01.500Z\",\"what\":\"state\","
                                + "\"effect\":\"RUNNING to VERIFYING\"}"));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void should_print_the_pinned_form_when_it_is_stored(AuditEntry entry, String json) {
        // when
        String printed = new String(Json.bytes(entry), UTF_8);

        // then
        assertThat(printed).isEqualTo(json);
        assertThat(Json.read(printed.replace("{\"job\"", "{\"new\":{},\"job\"").getBytes(UTF_8), AuditEntry.class))
                .isEqualTo(entry);
    }
}
