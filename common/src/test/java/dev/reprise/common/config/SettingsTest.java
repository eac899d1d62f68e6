package dev.reprise.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void should_read_what_is_set_when_it_is_valid() {
        // given
        Settings settings = settings(Map.of(
                "text",
                " a b ",
                "number",
                " 10 ",
                "bool",
                "true",
                "time",
                "PT60S",
                "list",
                " a ,b,, c ",
                "upper",
                "x"));

        // when / then
        assertThat(settings.text("text", "z")).isEqualTo("a b");
        assertThat(settings.optionalText("text")).isEqualTo("a b");
        assertThat(settings.wholeNumber("number", 5, 1, 10)).isEqualTo(10);
        assertThat(settings.bool("bool", false)).isTrue();
        assertThat(settings.duration("time", SECOND, SECOND, MINUTE)).isEqualTo(MINUTE);
        assertThat(settings.list("list", List.of())).containsExactly("a", "b", "c");
        assertThat(settings.read("upper", String::toUpperCase, "Z")).isEqualTo("X");
        assertThatCode(settings::throwIfWrong).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "blank"})
    void should_read_the_default_when_nothing_is_set(String key) {
        // given
        Settings settings = settings(Map.of("blank", "  "));

        // when / then
        assertThat(settings.text(key, "z")).isEqualTo("z");
        assertThat(settings.optionalText(key)).isNull();
        assertThat(settings.wholeNumber(key, 5, 1, 10)).isEqualTo(5);
        assertThat(settings.bool(key, true)).isTrue();
        assertThat(settings.duration(key, SECOND, SECOND, MINUTE)).isEqualTo(SECOND);
        assertThat(settings.list(key, List.of("d"))).containsExactly("d");
        assertThatCode(settings::throwIfWrong).doesNotThrowAnyException();
    }

    @Test
    void should_report_every_mistake_when_there_are_several() {
        // given
        Settings settings = settings(Map.ofEntries(
                Map.entry("a", "ten"),
                Map.entry("b", "11"),
                Map.entry("c", "0"),
                Map.entry("d", "99999999999"),
                Map.entry("e", "yes"),
                Map.entry("f", "2s"),
                Map.entry("g", "PT0.999S"),
                Map.entry("h", "PT61S"),
                Map.entry("i", "x")));

        // when
        assertThat(settings.wholeNumber("a", 5, 1, 10)).isEqualTo(5);
        settings.wholeNumber("b", 5, 1, 10);
        settings.wholeNumber("c", 5, 1, 10);
        settings.wholeNumber("d", 5, 1, 10);
        assertThat(settings.bool("e", true)).isTrue();
        assertThat(settings.duration("f", MINUTE, SECOND, MINUTE)).isEqualTo(MINUTE);
        settings.duration("g", MINUTE, SECOND, MINUTE);
        settings.duration("h", MINUTE, SECOND, MINUTE);
        settings.read("i", SettingsTest::refused, "z");
        settings.note("j", "does not go together with 'i'");

        // then
        var wrong = catchThrowableOfType(WrongSettingsException.class, settings::throwIfWrong);
        assertThat(wrong.problems())
                .containsExactly(
                        "a: 'ten' is not a whole number",
                        "b: '11' must lie between 1 and 10",
                        "c: '0' must lie between 1 and 10",
                        "d: '99999999999' is not a whole number",
                        "e: 'yes' must be true or false",
                        "f: '2s' is not an ISO-8601 duration such as PT2S",
                        "g: 'PT0.999S' must lie between PT1S and PT1M",
                        "h: 'PT61S' must lie between PT1S and PT1M",
                        "i: 'x' is refused",
                        "j: does not go together with 'i'");
        assertThat(wrong).hasMessageStartingWith("10 configuration error(s): a: 'ten' is not a whole number; b: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reprise.assets.bucket-pattern",
                "REPRISE_ASSETS_BUCKET_PATTERN",
                "reprise.assets.bucket.pattern",
                "reprise.assets.table"
            })
    void should_know_a_key_when_somebody_asked_for_it(String key) {
        // given
        Settings settings = settings(Map.of());
        settings.optionalText("reprise.assets.bucket-pattern");
        settings.wholeNumber("reprise.assets.table", 1, 1, 1);

        // when
        settings.refuseUnread(key);

        // then
        assertThatCode(settings::throwIfWrong).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reprise.assets.bucketpattern", "REPRISE_ASSETS_BUCKET", "reprise.assets"})
    void should_report_a_key_when_nobody_asked_for_it(String key) {
        // given
        Settings settings = settings(Map.of());
        settings.optionalText("reprise.assets.bucket-pattern");

        // when
        settings.refuseUnread(key);

        // then
        assertThat(catchThrowableOfType(WrongSettingsException.class, settings::throwIfWrong)
                        .problems())
                .containsExactly(key + ": there is no such key");
    }

    private static String refused(String text) {
        throw new IllegalArgumentException("is refused");
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(key -> Optional.ofNullable(values.get(key)));
    }
}
