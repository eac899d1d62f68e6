package dev.reprise.migration.jslt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.migration.MigrationFailedException;
import dev.reprise.migration.MigrationFixture;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactOperatorsTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".max + 1                      | 9223372036854775808",
                "-1 + .min                     | -9223372036854775809",
                ".max * .max                   | 85070591730234615847396907784232501249",
                ".min - .max                   | -18446744073709551615",
                "0 - .min                      | 9223372036854775808",
                ".min / -1                     | 9223372036854775808",
                ".odd + 1                      | 9007199254740994",
                ".odd + 0.5                    | 9007199254740993.5",
                ".odd / 3                      | 3002399751580331",
                "sum([.max, .max])             | 18446744073709551614",
                "sum([.odd, 1, 2])             | 9007199254740996",
                "sum([0.5, 1])                 | 1.5",
                "sum([])                       | 0",
                "mod(.big, 10)                 | 7",
                "mod(-7, 3)                    | 2",
                "round(.odd)                   | 9007199254740993",
                "floor(.long)                  | 12345678901234567890",
                "ceiling(.long)                | 12345678901234567891",
                "round(-2.5)                   | -2",
                "round(2.5)                    | 3",
                "floor(-2.5)                   | -3",
                "number(\"9223372036854775808\") | 9223372036854775808",
                "number(\"123456.789\")         | 123456.789",
                "number(\"-007.50\")            | -7.50",
                "number(\".5e1\")               | 5",
                "number(\"x\", 3)               | 3",
                "5 / 2                         | 2.5",
                "6 / 2                         | 3",
                "0.1 + 0.2                     | 0.30000000000000004",
                "10 - 2 - 3                    | 5",
                "2 + 3 * 4 - 6 / 2             | 11",
                "(2 + 3) * (4 - 1)             | 15",
                "\"5\" - 2                     | 3",
                "\"ab\" * 2 + 1                | \"abab1\"",
                "[1] + [2]                     | [1,2]",
                "{\"a\":1} + {\"a\":2,\"b\":3} | {\"a\":1,\"b\":3}",
                "null + 1                      | null",
                ".max == .max - 1              | false",
                ".big == 1                     | false",
                ".odd > .odd - 1               | true",
                ".odd == 9007199254740992.0    | false",
                "1 == 1.0                      | true",
                "[1, {\"a\": 2}] == [1.0, {\"a\": 2.0}] | true",
                "null < 1                      | true",
                "\"a\" <= \"b\"                | true",
                "max(.odd, .odd - 1)           | 9007199254740993",
                "contains(.rate, [0.05, 0.19]) | true",
                "contains(1 + 1, [1, 2])       | true",
                "contains(\"5\", \"456\")      | true",
                "index-of([1, 2.0], 2)         | 1",
                ".list[4294967296]             | null",
                ".list[.index]                 | null",
                ".list[.max - .max]            | 7",
                ".list[-1 : 5]                 | [8]",
                "string(.price) + .price       | \"1.101.10\"",
                "from-json(\"[1.10, 0.1000000000000000055]\") | [1.10,0.1000000000000000055]",
                "if (.odd - 1 > 1) 1 + 1 else 3 + 3 | 2",
            })
    void should_be_exact(String text, String expected) throws InvalidJsonException {
        assertThat(result(text.strip())).as(text).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"\" + .price / 0             | cannot divide by zero (line 1)",
                ".price / .zero                | cannot divide by zero (line 1)",
                "1e308 * 10                    | the result is beyond what a double holds (line 1)",
                ".odd / 0.7                    | the quotient of numbers beyond 2^53 has no end of digits (line 1)",
                "mod(1, 0)                     | mod(): cannot divide by zero",
                "{} < 1                        | Can't compare (line 1)",
                "[] - 1                        | Can't convert (line 1)",
                "\"a\" * 4294967297            | a text is repeated beyond 20000000 characters (line 1)",
                "\"a\" * \"b\"                 | Can't multiply two strings! (line 1)",
                "number(\"1e2147483647\")      | number() of a text that is not a number",
                "from-json(\"{\\\"a\\\":1,\\\"a\\\":2}\") | from-json can't parse: the text has the same name twice in one object",
                "def f(x, n) if ($n > 0) f($x * $x, $n - 1) else $x f(.max, 60) | the result has too many digits (line 1)",
                ".name[0]                      | the result has a text with half of a surrogate pair",
                "{\"a\" + .name[1]: 1}         | the result has a text with half of a surrogate pair",
            })
    void should_refuse_what_has_no_exact_result(String text, String reason) throws InvalidJsonException {
        assertThat(result(text.strip())).as(text).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "0.1000000000000000055", "1e99999999999"})
    void should_refuse_at_load_a_literal_that_would_be_another_number(String literal) {
        assertThat(new MigrationFixture(directory)
                        .migration("movie/V2__a.jslt", "[1.10,\n" + literal + "]")
                        .problems())
                .singleElement()
                .asString()
                .startsWith("migrations/movie/V2__a.jslt:2: " + literal + " has more digits");
    }

    @Test
    void should_keep_lines_comments_and_texts_when_rewritten() {
        String text = "// a + b\nlet a = 1 // + 2\n\n\"x + y\\\"\" + $a\n  - 2 // end";

        String exact = JsltArithmetic.exact(text);

        assertThat(exact.lines()).hasSameSizeAs(text.lines().toList());
        assertThat(exact).contains("// a + b\nlet a = 1 // + 2\n\n").contains("\"x + y\\\"\"");
        assertThat(JsltArithmetic.exact("{* - a, b : .}")).isEqualTo("{* - a, b : .}");
        assertThat(JsltArithmetic.exact("1 +")).isEqualTo("1 +");
    }

    private String result(String text) throws InvalidJsonException {
        var payload = StrictJson.read("{\"max\": 9223372036854775807, \"min\": -9223372036854775808, \"zero\": 0.0,"
                + " \"odd\": 9007199254740993, \"big\": 18446744073709551617, \"index\": 4294967296, \"rate\": 0.05,"
                + " \"long\": 12345678901234567890.5, \"list\": [7, 8], \"price\": 1.10, \"name\": \"😀\"}");
        try {
            return StrictJson.text(new MigrationFixture(directory)
                    .migration("movie/V2__a.jslt", text)
                    .load()
                    .chain("movie", 1, 2)
                    .apply(payload));
        } catch (MigrationFailedException e) {
            return e.reason().equals("the migration returned nothing") ? "null" : e.reason();
        }
    }
}
