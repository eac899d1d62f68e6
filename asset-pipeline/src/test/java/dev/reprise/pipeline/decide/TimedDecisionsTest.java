package dev.reprise.pipeline.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Failure;
import dev.reprise.processor.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TimedDecisionsTest {

    private static final class Lengths implements Judgement<String, Integer> {

        @Override
        public String subject() {
            return "lengths";
        }

        @Override
        public Integer judge(String row, Consumer<Step> at) {
            if (row.isEmpty()) {
                throw new IllegalArgumentException("empty");
            }
            return row.length();
        }

        @Override
        public Integer failed(String row, Failure failure) {
            return -1;
        }

        @Override
        public Object identity(String row) {
            return row;
        }
    }

    @Test
    void should_measure_each_row_whether_it_succeeds_or_fails() {
        var clock = new AtomicLong();
        List<Long> took = new ArrayList<>();
        var decisions = new TimedDecisions(new DirectDecisions(), () -> clock.getAndAdd(5), took::add);

        assertThat(decisions
                        .each(List.of("a", "abc"), new Lengths(), new Cancellation())
                        .toCompletableFuture()
                        .join())
                .containsExactly(1, 3);
        assertThatThrownBy(() -> decisions.each(List.of(""), new Lengths(), new Cancellation()))
                .hasMessage("empty");
        assertThat(took).containsExactly(5L, 5L, 5L);
    }
}
