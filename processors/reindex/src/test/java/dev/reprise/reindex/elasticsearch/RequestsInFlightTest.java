package dev.reprise.reindex.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestsInFlightTest {

    private final RequestsInFlight inFlight = new RequestsInFlight(4);

    private void begin(int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(inFlight.begin()).isPositive();
        }
    }

    @Test
    void should_begin_the_next_when_one_has_ended() {
        begin(4);
        assertThat(inFlight.begin()).isEqualTo(RequestsInFlight.NONE);

        inFlight.ended(1, false);

        assertThat(inFlight.begin()).isEqualTo(5);
        assertThat(inFlight.begin()).isEqualTo(RequestsInFlight.NONE);
    }

    @Test
    void should_halve_once_for_all_that_were_under_way_together_and_rise_slowly() {
        begin(4);

        inFlight.ended(1, true);
        inFlight.ended(2, true);
        assertThat(inFlight.limit()).isEqualTo(2);
        assertThat(inFlight.begin()).as("two are under way").isEqualTo(RequestsInFlight.NONE);

        inFlight.ended(3, false);
        begin(1);
        inFlight.ended(5, true);
        assertThat(inFlight.limit()).as("never none").isEqualTo(1);

        inFlight.ended(4, false);
        assertThat(inFlight.limit()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            begin(1);
            inFlight.ended(6 + i, false);
        }
        assertThat(inFlight.limit()).as("never more").isEqualTo(4);
    }
}
