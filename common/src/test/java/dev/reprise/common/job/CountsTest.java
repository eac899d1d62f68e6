package dev.reprise.common.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CountsTest {

    private static final Counts SOME = new Counts(100, 1, 20, 3, 4, 5);

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(Outcome.CHANGED, new Counts(100, 2, 20, 3, 4, 5)),
                Arguments.of(Outcome.UNCHANGED, new Counts(100, 1, 21, 3, 4, 5)),
                Arguments.of(Outcome.OVERTAKEN, new Counts(100, 1, 20, 4, 4, 5)),
                Arguments.of(Outcome.GONE, new Counts(100, 1, 20, 3, 5, 5)),
                Arguments.of(Outcome.FAILED, new Counts(100, 1, 20, 3, 4, 6)));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void should_count_one_outcome_when_it_happens(Outcome outcome, Counts expected) {
        // when / then
        assertThat(SOME.plus(outcome)).isEqualTo(expected);
    }

    @Test
    void should_add_and_subtract_field_by_field_when_counts_meet() {
        // given
        var other = new Counts(6, 5, 4, 3, 2, 1);

        // when / then
        assertThat(SOME.plus(other)).isEqualTo(new Counts(106, 6, 24, 6, 6, 6));
        assertThat(SOME.minus(other)).isEqualTo(new Counts(94, -4, 16, 0, 2, 4));
        assertThat(SOME.plus(other).minus(other)).isEqualTo(SOME);
        assertThat(SOME.plus(Counts.ZERO)).isEqualTo(SOME);
        assertThat(SOME.minus(SOME)).isEqualTo(Counts.ZERO);
    }

    @Test
    void should_leave_emitted_out_when_it_sums_what_is_processed() {
        // when / then
        assertThat(SOME.processed()).isEqualTo(33);
        assertThat(Counts.emitted(7)).isEqualTo(new Counts(7, 0, 0, 0, 0, 0));
        assertThat(Counts.emitted(7).processed()).isZero();
    }

    @Test
    void should_be_balanced_when_every_emitted_event_has_its_outcome() {
        // when / then
        assertThat(Counts.ZERO.balanced()).isTrue();
        assertThat(new Counts(33, 1, 20, 3, 4, 5).balanced()).isTrue();
        assertThat(new Counts(34, 1, 20, 3, 4, 5).balanced()).isFalse();
        assertThat(new Counts(32, 1, 20, 3, 4, 5).balanced()).isFalse();
    }
}
