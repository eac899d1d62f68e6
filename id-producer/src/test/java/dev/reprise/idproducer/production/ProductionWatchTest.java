package dev.reprise.idproducer.production;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.request.Limits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProductionWatchTest {

    private static final Instant BEGAN = Instant.parse("2024-06-01T00:00:00Z");
    private static final Limits TARGET = new Limits(null, null, null, Duration.ofMillis(10));
    private static final Duration LOST_AFTER = Duration.ofSeconds(10);

    private Instant now = BEGAN;
    private final FakeSignal canary = new FakeSignal(true);
    private final FakeSignal other = new FakeSignal(false);

    private static final class FakeSignal implements Signal {
        private final boolean needsTarget;
        private final CountDownLatch asked = new CountDownLatch(1);
        private @Nullable Answer answer;
        private boolean isBroken;

        FakeSignal(boolean needsTarget) {
            this.needsTarget = needsTarget;
        }

        @Override
        public String name() {
            return needsTarget ? "canary" : "other";
        }

        @Override
        public Duration interval() {
            return Duration.ofMillis(5);
        }

        @Override
        public void ask() {
            if (isBroken) {
                isBroken = false;
                throw new IllegalStateException("broken");
            }
            asked.countDown();
        }

        @Override
        public Optional<Answer> answer() {
            return Optional.ofNullable(answer);
        }

        @Override
        public @Nullable String trouble() {
            return "nobody is there";
        }

        @Override
        public boolean needsTarget() {
            return needsTarget;
        }

        @Override
        public void close() {}
    }

    private ProductionWatch watch(boolean holds) {
        var clock = new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        return new ProductionWatch(
                List.of(canary, other),
                new ProductionTerms(null, 20, true, false),
                new ProductionWatch.Lost(LOST_AFTER, holds),
                clock);
    }

    private Verdict verdict(ProductionWatch watch, Limits limits) {
        return watch.latest().judge(limits.productionLatencyP99Max(), BEGAN);
    }

    @Test
    void should_hold_when_a_signal_is_lost_and_say_which_and_why() {
        try (var watch = watch(true)) {
            watch.watch(List.of(TARGET));
            other.answer = new Signal.Answer(now, Reading.of(Verdict.FREE));
            assertThat(verdict(watch, TARGET)).isEqualTo(Verdict.hold("the canary has not answered yet"));

            now = BEGAN.plus(LOST_AFTER).plusMillis(1);
            other.answer = new Signal.Answer(now, Reading.of(Verdict.FREE));

            assertThat(verdict(watch, TARGET))
                    .isEqualTo(Verdict.hold("the canary has not answered for 10 s: nobody is there"));
            assertThat(watch.isLost(canary)).isTrue();
            assertThat(watch.isLost(other)).isFalse();
            assertThat(verdict(watch, Limits.NONE)).as("a job without a target").isEqualTo(Verdict.FREE);
        }
    }

    @Test
    void should_go_on_as_if_there_were_no_such_signal_when_that_is_configured() {
        try (var watch = watch(false)) {
            watch.watch(List.of(TARGET));
            now = BEGAN.plus(LOST_AFTER).plusMillis(1);

            assertThat(verdict(watch, TARGET)).isEqualTo(Verdict.FREE);
        }
    }

    @Test
    void should_not_believe_what_was_told_before_it_was_needed_again() {
        try (var watch = watch(true)) {
            canary.answer = new Signal.Answer(now, Reading.of(Verdict.FREE));
            other.answer = canary.answer;
            now = BEGAN.plus(Duration.ofHours(1));
            watch.watch(List.of(TARGET));

            assertThat(verdict(watch, TARGET).kind()).isEqualTo(Verdict.Kind.HOLD);
            assertThat(watch.isLost(canary)).as("it was not asked").isFalse();
        }
    }

    @Test
    void should_ask_only_what_a_job_needs_and_go_on_after_a_failure() throws InterruptedException {
        try (var watch = watch(true)) {
            other.isBroken = true;
            watch.watch(List.of(Limits.NONE));
            watch.start();

            assertThat(other.asked.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(canary.asked.getCount()).as("no job has a target").isEqualTo(1);

            watch.watch(List.of(TARGET));
            assertThat(canary.asked.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
