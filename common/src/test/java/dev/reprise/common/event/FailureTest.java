package dev.reprise.common.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A fingerprint is the name of a group of dead letters: it must neither split one cause nor join two. */
class FailureTest {

    private static final String REASON =
            "asset 5c2a0000-0000-11ee-8080-808080808080 has \"Alien\" of 1979 in 'title', rated 8.5: too long";

    private static final Failure FAILURE =
            new Failure(Stage.VALIDATE, "SchemaViolation", REASON, "movie/V2__titles@c0ffee", 3);

    @Test
    void should_be_the_pinned_one_when_releases_change() {
        // when / then
        assertThat(FAILURE.fingerprint()).isEqualTo("13ad7de59ef3");
        assertThat(Failure.of(Stage.READ, "NoPayload", "the payload is null").fingerprint())
                .isEqualTo("695479de1856");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "5c2a0000-0000-11ee-8080-808080808080 | ffffffff-0000-11ee-8080-000000000001",
                "5c2a0000-0000-11ee-8080-808080808080 | FFFFABCD-0000-11EE-8080-000000000001",
                "Alien | Blade Runner 2",
                "\"Alien\" | \"the \\\"Alien\\\"\"",
                "\"Alien\" | \"\"",
                "'title' | 'o title'",
                "1979 | 7",
                "1979 | -1",
                "8.5 | 10",
                "8.5 | 1.5E-7"
            })
    void should_stay_the_same_when_only_ids_numbers_and_quoted_text_differ(String text, String changed) {
        // given
        var other = new Failure(
                FAILURE.stage(),
                FAILURE.cause(),
                REASON.replace(text, changed),
                FAILURE.migration(),
                FAILURE.attempts());

        // when / then
        assertThat(other.reason()).isNotEqualTo(REASON);
        assertThat(other.fingerprint()).isEqualTo(FAILURE.fingerprint());
    }

    @Test
    void should_stay_the_same_when_the_migration_is_fixed_or_tried_more_often() {
        // when / then
        assertThat(new Failure(Stage.VALIDATE, "SchemaViolation", REASON, "movie/V2__titles@decade", 9).fingerprint())
                .isEqualTo(FAILURE.fingerprint());
        assertThat(new Failure(Stage.VALIDATE, "SchemaViolation", REASON, "movie/V2__titles", 1).fingerprint())
                .isEqualTo(FAILURE.fingerprint());
    }

    @Test
    void should_differ_when_stage_cause_migration_or_the_words_differ() {
        // given
        String migration = "movie/V2__titles@c0ffee";

        // when / then
        assertThat(new Failure(Stage.MIGRATE, "SchemaViolation", REASON, migration, 3).fingerprint())
                .isNotEqualTo(FAILURE.fingerprint());
        assertThat(new Failure(Stage.VALIDATE, "TooLarge", REASON, migration, 3).fingerprint())
                .isNotEqualTo(FAILURE.fingerprint());
        assertThat(new Failure(Stage.VALIDATE, "SchemaViolation", REASON, "movie/V3__titles@c0ffee", 3).fingerprint())
                .isNotEqualTo(FAILURE.fingerprint());
        assertThat(new Failure(Stage.VALIDATE, "SchemaViolation", REASON, null, 3).fingerprint())
                .isNotEqualTo(FAILURE.fingerprint());
        assertThat(new Failure(Stage.VALIDATE, "SchemaViolation", REASON + " by far", migration, 3).fingerprint())
                .isNotEqualTo(FAILURE.fingerprint());
    }

    @ParameterizedTest
    @CsvSource({
        "the field can't be read, the field can't be found",
        "it's Ana's title, it's Bob's title",
        "an open \"quotation, an open \"quote"
    })
    void should_differ_when_apostrophes_and_lone_quotes_open_no_quotation(String one, String other) {
        // when / then
        assertThat(Failure.of(Stage.MIGRATE, "Refused", one).fingerprint())
                .isNotEqualTo(Failure.of(Stage.MIGRATE, "Refused", other).fingerprint());
    }

    @Test
    void should_come_to_an_end_when_the_reason_is_a_mebibyte_of_quotation() {
        // given
        String long1 = "a \"" + "\\\"".repeat(1 << 19) + "\" ends";
        String long2 = "a \"" + "x".repeat(1 << 20) + "\" ends";

        // when / then
        assertThat(Failure.of(Stage.READ, "Big", long1).fingerprint())
                .isEqualTo(Failure.of(Stage.READ, "Big", long2).fingerprint());
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void should_be_twelve_hexadecimal_digits_when_it_is_of_any_stage(Stage stage) {
        // when / then
        assertThat(Failure.of(stage, "Any", "any").fingerprint()).matches("[0-9a-f]{12}");
        assertThat(stage.word()).isIn("read", "migrate", "validate", "write");
    }

    @Test
    void should_refuse_a_failure_when_nothing_was_attempted() {
        // when / then
        assertThatThrownBy(() -> new Failure(Stage.READ, "Any", "any", null, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("attempts must be at least 1, not 0");
    }
}
