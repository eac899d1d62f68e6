package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.wire.Json;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoPlanTest {

    @ParameterizedTest
    @CsvSource({
        "100, 55, 3, 1, 180",
        "20000, 11000, 733, 200, 235",
        "300000, 165000, 11000, 200, 1005",
        "5000000, 2750000, 183333, 200, 13930"
    })
    void should_follow_from_the_number_of_assets(long assets, long selected, int rate, int live, long patience) {
        var plan = new DemoPlan(assets, false, false);

        assertThat(plan.selected()).isEqualTo(selected);
        assertThat(plan.eventsPerSecond()).isEqualTo(rate);
        assertThat(plan.liveOperationsPerSecond()).isEqualTo(live);
        assertThat(plan.jobWithin()).isEqualTo(Duration.ofSeconds(patience));
    }

    @Test
    void should_post_a_request_that_parses_to_itself() throws RefusedRequestException {
        var plan = new DemoPlan(20_000, false, false);

        assertThat(new RequestParser(() -> "none").parse(Json.bytes(plan.request())))
                .isEqualTo(plan.request());
    }
}
