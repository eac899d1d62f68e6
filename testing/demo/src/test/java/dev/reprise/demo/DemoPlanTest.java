package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.wire.Json;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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

    @ParameterizedTest
    @MethodSource("dev.reprise.demo.Showcase#all")
    void should_post_a_request_that_parses_to_itself(Showcase showcase) throws RefusedRequestException {
        Request.Submit request = showcase.request(new DemoPlan(20_000, false, false));

        assertThat(new RequestParser(() -> "none").parse(Json.bytes(request))).isEqualTo(request);
        assertThat(request.processor().name()).isEqualTo(showcase.processor());
    }
}
