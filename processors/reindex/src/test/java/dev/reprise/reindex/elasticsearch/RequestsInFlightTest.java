package dev.reprise.reindex.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RequestsInFlightTest {

    private final RequestsInFlight inFlight = new RequestsInFlight(4);
    private final List<CompletableFuture<String>> begun = new ArrayList<>();

    private CompletableFuture<String> run(Cancellation cancellation) {
        return inFlight.run(
                        () -> {
                            begun.add(new CompletableFuture<>());
                            return begun.get(begun.size() - 1);
                        },
                        cancellation)
                .toCompletableFuture();
    }

    private void runMore(int requests) {
        for (int i = 0; i < requests; i++) {
            var unused = run(new Cancellation());
        }
    }

    @Test
    void should_begin_the_next_when_one_has_ended() {
        runMore(6);
        assertThat(begun).hasSize(4);

        begun.get(0).complete("a");
        begun.get(1).completeExceptionally(new IllegalStateException("b"));

        assertThat(begun).hasSize(6);
    }

    @Test
    void should_halve_once_for_all_that_were_under_way_together_and_rise_slowly() {
        runMore(2);

        inFlight.answered(1, true);
        inFlight.answered(1, true);
        assertThat(inFlight.limit()).isEqualTo(2);

        inFlight.answered(2, true);
        inFlight.answered(3, true);
        assertThat(inFlight.limit()).as("never none").isEqualTo(1);

        inFlight.answered(3, false);
        assertThat(inFlight.limit()).isEqualTo(2);
        inFlight.answered(3, false);
        assertThat(inFlight.limit()).isEqualTo(2);
        for (int i = 0; i < 20; i++) {
            inFlight.answered(3, false);
        }
        assertThat(inFlight.limit()).as("never more").isEqualTo(4);
    }

    @Test
    void should_drop_what_waits_when_nobody_waits_for_it() {
        var cancellation = new Cancellation();
        runMore(4);
        CompletableFuture<String> dropped = run(cancellation);

        cancellation.cancel();
        begun.get(0).complete("a");

        assertThat(begun).hasSize(4);
        assertThat(dropped).isCompletedExceptionally();
        assertThat(dropped.handle((value, failure) -> failure).getNow(new IllegalStateException()))
                .isInstanceOf(CancellationException.class);
    }
}
