package dev.reprise.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 1 s",
        "PT0.4S, 1 s",
        "PT59.9S, 59 s",
        "PT60S, 1 min",
        "PT61S, 1 min 1 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h",
        "PT1H59S, 1 h",
        "PT2H5M, 2 h 5 min",
        "PT24H, 1 d",
        "PT50H, 2 d 2 h",
    })
    void should_tell_the_two_largest_units(Duration duration, String expected) {
        assertThat(Words.duration(duration)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0/s", "0.44, 0.4/s", "9.96, 10.0/s", "10.4, 10/s", "1234.5, '1,235/s'"})
    void should_tell_a_rate(double rate, String expected) {
        assertThat(Words.rate(OptionalDouble.of(rate))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.0099, 0 %", "0.999, 99 %", "1, 100 %"})
    void should_round_a_share_down(double share, String expected) {
        assertThat(Words.percent(OptionalDouble.of(share))).isEqualTo(expected);
    }

    @Test
    void should_say_nothing_of_what_is_not_known() {
        assertThat(Words.percent(OptionalDouble.empty())).isEmpty();
        assertThat(Words.rate(OptionalDouble.empty())).isEmpty();
    }

    @Test
    void should_align_columns() {
        assertThat(TextTable.lines(List.of(List.of("A", "BBB", ""), List.of("aaaa", "b", "c"))))
                .containsExactly("A     BBB", "aaaa  b    c");
    }
}
