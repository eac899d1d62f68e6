package dev.reprise.migration.jsonata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.migration.MigrationFailedException;
import dev.reprise.migration.MigrationFixture;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonataNumbersTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$        | {\"max\":9223372036854775807,\"huge\":1E400,\"rate\":0.05,\"price\":1.10,\"minus\":-0.0,\"n\":3}",
                "rate in [0.05, 0.19] | true",
                "rate = 0.05          | true",
                "price * 2            | 2.2",
                "$abs(rate)           | 0.05",
                "$string(max)         | \"9223372036854775807\"",
                "$distinct([max, max, huge]) | [9223372036854775807,1E400]",
                "n + 1                | 4",
                "n / 2                | 1.5",
                "[max, huge]          | [9223372036854775807,1E400]",
                "$sum([n, 4503599627370496]) | 4503599627370499",
            })
    void should_be_exact(String text, String expected) throws InvalidJsonException {
        assertThat(result(text.strip())).as(text).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max + 1",
                "max = 9223372036854775806",
                "max > 1",
                "$sum([max, 1])",
                "$round(max)",
                "$floor(huge)",
                "huge * 2",
                "9007199254740992 + n",
                "$number(\"9007199254740993\")",
                "(9007199254740992 + n) > 5",
                "$power(2, 60) - $power(2, 60)",
            })
    void should_refuse_to_compute_with_digits_it_does_not_keep(String text) throws InvalidJsonException {
        assertThat(result(text)).as(text).isEqualTo(JsonataNumbers.TOO_LARGE);
    }

    private String result(String text) throws InvalidJsonException {
        try {
            return StrictJson.text(new MigrationFixture(directory)
                    .migration("movie/V2__a.jsonata", text)
                    .load()
                    .chain("movie", 1, 2)
                    .apply(StrictJson.read("{\"max\":9223372036854775807,\"huge\":1E400,\"rate\":0.05,\"price\":1.10,"
                            + "\"minus\":-0.0,\"n\":3}")));
        } catch (MigrationFailedException e) {
            return e.reason();
        }
    }
}
