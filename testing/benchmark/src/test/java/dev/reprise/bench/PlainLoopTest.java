package dev.reprise.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.cli.invocation.FailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainLoopTest {

    private static final Workload WORKLOAD = new Workload("item", 10, 1);

    private final List<String> calls = new ArrayList<>();
    private final PlainLoop loop = new PlainLoop(new Recorded());

    /** Says what is asked of it; its result is never right. */
    private final class Recorded implements ProcessorTask {

        @Override
        public Items items() {
            return new Items("item", 10, 1);
        }

        @Override
        public String prepare(String contestant) {
            calls.add("prepare for " + contestant);
            return "target-" + calls.size();
        }

        @Override
        public void loop(String target) {
            calls.add("loop into " + target);
        }

        @Override
        public Map<String, Object> request(String target) {
            return Map.of("name", "none");
        }

        @Override
        public void verify(String target) {
            throw new FailedException("nothing is in " + target);
        }
    }

    @Test
    void should_work_on_what_was_prepared_for_this_run() {
        loop.prepare(WORKLOAD);
        Timing timing = loop.run(WORKLOAD);

        assertThat(calls).containsExactly("prepare for limit", "loop into target-1");
        assertThat(timing.handedOn()).isNull();
    }

    @Test
    void should_fail_when_the_result_is_not_there() {
        loop.prepare(WORKLOAD);
        loop.run(WORKLOAD);

        assertThatThrownBy(() -> loop.verify(WORKLOAD))
                .isInstanceOf(FailedException.class)
                .hasMessage("nothing is in target-1");
    }
}
