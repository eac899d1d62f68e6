package dev.reprise.common.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Pinned;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {

    private static final String GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static final Pinned PINNED = new Pinned(new ProcessorSpec("migrate", Map.of()), Map.of(), Map.of());

    @Test
    void should_take_a_header_of_the_right_form() {
        assertThat(TraceParent.orNull(GOOD.getBytes(StandardCharsets.US_ASCII))).isEqualTo(GOOD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more"
            })
    void should_pass_over_any_other(String header) {
        assertThat(TraceParent.orNull(header)).isNull();
        assertThat(PINNED.tracedBy(header)).isEqualTo(PINNED);
    }

    @Test
    void should_be_kept_with_what_is_pinned_and_not_printed_where_there_is_none() {
        Pinned traced = PINNED.tracedBy(GOOD);

        assertThat(Json.read(Json.bytes(traced), Pinned.class)).isEqualTo(traced);
        assertThat(new String(Json.bytes(PINNED), StandardCharsets.UTF_8)).doesNotContain("traceParent");
    }
}
