package dev.reprise.migration.jsonata;

import static dev.reprise.migration.MigrationFixture.json;
import static dev.reprise.migration.MigrationFixture.migrate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationFailedException;
import dev.reprise.migration.MigrationFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonataLanguageTest {

    private static final String LINE_2 = "migrations/movie/V2__a.jsonata:2: ";

    private final Path directory;

    JsonataLanguageTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\n $now()}",
                "{\"a\":\n $millis ( )}",
                "[1..3].(\n$random())",
                "a ~>\n $shuffle",
                "(\n$f := $now; {\"a\": $f()})",
                "{\"a\":\n $eval(b)}",
                "$map(a,\n $random)",
                "{\"a\": b / 2,\n \"c\": $now() / 2}",
                "{\"a\": *.b / 2,\n \"c\": $now() / 2}",
                "{\"a\": $match(b, /[\\/\"]/),\n \"c\": $now()}",
                "{\"a\": (b) / (c) / $count(d),\n \"e\": $now()}"
            })
    void should_refuse_clock_and_randomness_with_the_line(String text) {
        assertThat(problems(text))
                .singleElement()
                .asString()
                .startsWith(LINE_2)
                .endsWith(": a migration is a pure function of its payload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$now()\": \"$now() $eval('x')\", 'b': '$random()'}",
                "{\"a\": `$now`, \"b\": now, \"c\": $.now} /* $now() */",
                "{\"a\": $contains(b, /\\$now$random/)}",
                "{\"a\": $nowhere, \"b\": $error_count}",
                "{\"a\": '\"it' & \"it's $now()\"}"
            })
    void should_not_mistake_texts_comments_names_and_regular_expressions_for_calls(String text) {
        assertThat(problems(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\n $error(\"bad \" & a)}",
                "{\"a\":\n $error(a)}",
                "a ~>\n $error",
                "{\"a\":\n $error()}",
                "{\"a\":\n $assert(a = 1, \"bad \" & a)}",
                "{\"a\":\n $assert($f(a, 1), b)}"
            })
    void should_refuse_error_texts_that_are_not_constant(String text) {
        assertThat(problems(text)).singleElement().asString().startsWith(LINE_2 + "$");
    }

    /** The library would print the called value, which is one of the payload. */
    @Test
    void should_refuse_to_call_what_is_no_function() {
        assertThat(problems("{\"a\": function($x) { $x }(1),\n \"b\": uppercase(a)}"))
                .containsExactly(LINE_2 + "'uppercase' is a field, and no field is a function: functions are written"
                        + " $uppercase");
    }

    @Test
    void should_accept_error_texts_that_are_constant() {
        assertThat(reason("a ? $error(\"title is missing\") : 1")).isEqualTo("title is missing");
        assertThat(reason("$assert($count([a, 1]) = 7, \"there must be seven\")"))
                .isEqualTo("there must be seven");
        assertThat(reason("$assert($count([a, 1]) = 7)")).isEqualTo("$assert() statement failed");
    }

    @Test
    void should_run_nothing_impure_even_if_the_scan_overlooked_it() {
        for (String name : List.of("now", "millis", "random", "shuffle", "eval")) {
            var expression = Jsonata.jsonata("$" + name + "(a)");
            PureJsonata.bindTo(expression);
            assertThatThrownBy(() -> new JsonataMapping(expression).apply(json("{'a': [1]}")))
                    .hasMessage(JsonataPurity.REFUSED.get(name));
        }
    }

    @Test
    void should_tell_null_from_missing() {
        MigrationCatalog catalog = jsonata(
                """
                {"null": a, "missing": b, "inArray": c, "counted": $count(c), "isNull": a = null, "exists": $exists(a),
                 "inObject": d, "copied": $merge([d, {"y": null}])}""");

        assertThat(migrate(catalog, "{'a': null, 'c': [1, null, 2], 'd': {'x': null}}"))
                .isEqualTo(json("{'null': null, 'inArray': [1, null, 2], 'counted': 3, 'isNull': true, 'exists': true,"
                        + " 'inObject': {'x': null}, 'copied': {'x': null, 'y': null}}"));
    }

    @Test
    void should_keep_numbers_as_they_are() {
        MigrationCatalog catalog = jsonata("{\"same\": a}");
        String given = "{'a': [1, -0, 9007199254740993, 123456789012345678901234567890, 6.1, 6.0, 1e300]}";

        JsonNode kept = migrate(catalog, given).get("same");

        assertThat(kept).hasToString(json(given).get("a").toString());
    }

    @Test
    void should_not_depend_on_locale_and_time_zone_of_the_machine() {
        MigrationCatalog catalog = jsonata(
                """
                {"lower": $lowercase(a), "upper": b.$uppercase(), "mapped": [a, b].$lowercase(),
                 "time": $toMillis("1998-06-12T10:00:00Z"), "day": $toMillis("1998-06-12"), "year": $toMillis("1998"),
                 "picture": $toMillis("12 Jun 1998", "[D01] [MNn,3-3] [Y0001]"), "none": $lowercase(c)}""");
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("en-US", "tr-TR")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone(tag.equals("tr-TR") ? "Asia/Tokyo" : "UTC"));
                assertThat(migrate(catalog, "{'a': 'TITLE', 'b': 'title'}"))
                        .isEqualTo(json("{'lower': 'title', 'upper': 'TITLE', 'mapped': ['title', 'title'],"
                                + " 'time': 897645600000, 'day': 897609600000, 'year': 883612800000,"
                                + " 'picture': 897609600000}"));
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        assertThat(reason("$toMillis(\"1998-06-12T10:00:00\")"))
                .isEqualTo("$toMillis of a text without an offset depends on the machine's time zone");
        assertThat(reason("$toMillis(\"x\", \"[M\" & \"01]\")")).isEqualTo(PureJsonata.YEAR);
        assertThat(problems("{\"a\":\n$toMillis(b, \"[H01]:[m01]\")}")).containsExactly(LINE_2 + PureJsonata.YEAR);
    }

    @Test
    void should_end_what_does_not_end() {
        assertThat(reason("($f := function($n) { $f($n + 1) }; $f(1))"))
                .isEqualTo("the JSONata does not end within 1000000 evaluations");
        assertThat(reason("($f := function($n) { 1 + $f($n + 1) }; $f(1))"))
                .isEqualTo("the JSONata nests deeper than 500 evaluations");
    }

    /** As the library does with errors met inside a function it calls by reflection. */
    @Test
    void should_see_through_wrapped_errors() {
        assertThat(JsonataReasons.of(new IllegalStateException(new StackOverflowError()))
                        .reason())
                .isEqualTo("the recursion is too deep");
        assertThat(JsonataReasons.of(new IllegalStateException("a secret")).reason())
                .isEqualTo("IllegalStateException in the JSONata");
    }

    /** The library's own limit miscounts this: each array adds to the depth for good. */
    @Test
    void should_not_count_arrays_and_objects_as_depth() {
        MigrationCatalog catalog =
                jsonata("{\"n\": $count($map(a, function($v) { [[$v, 1], [$v, 2], {\"x\": [1, 2]}] }))}");

        assertThat(migrate(catalog, "{'a': [" + "1,".repeat(2_000) + "1]}")
                        .get("n")
                        .asInt())
                .isGreaterThanOrEqualTo(2_001);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s * 2",
                "-s",
                "$number(s)",
                "$uppercase(n)",
                "$split(n, \"a\")",
                "s > 1",
                "a^(b)",
                "$toMillis(s)",
                "$toMillis(s, \"[Y0001]\" & s)",
                "$fromMillis(0, s, s)",
                "$formatBase(9, m)",
                "$substring(s, s)",
                "{s: 1, t: 2}",
                "{n: 1}",
                "$single(a)",
                "$sum(a)",
                "$parseInteger(s, s)",
                "$uppercase",
                "m / 0",
                "$sqrt(-m)",
                "$power(m, 9999)",
                "$decodeUrlComponent(u)",
                "$map(a, function($v) { $v.b * $v.b })"
            })
    void should_keep_values_of_the_payload_out_of_reasons(String text) {
        MigrationCatalog catalog = jsonata(text);

        assertThatThrownBy(() -> migrate(
                        catalog,
                        "{'s': 'SECRET', 't': 'SECRET', 'n': null, 'm': 8675309, 'u': '%SECRET',"
                                + " 'a': [{'b': 'SECRET'}, {'b': 1}]}"))
                .isInstanceOf(MigrationFailedException.class)
                .message()
                .doesNotContain("SECRET")
                .doesNotContain("8675309")
                .hasSizeGreaterThan("movie/V2__a: ".length());
    }

    @Test
    void should_say_what_is_wrong_in_reasons() {
        assertThat(reason("a * 2")).isEqualTo("The left side of the \"…\" operator must evaluate to a number (T2001)");
        assertThat(reason("$uppercase(null)"))
                .isEqualTo("an argument of $uppercase is of a type it does not take, such as null");
        assertThat(reason("function($x) { $x }"))
                .isEqualTo("the result of the JSONata holds something that is not JSON");
    }

    @Test
    void should_leave_a_payload_alone_that_a_mapping_transforms() throws Exception {
        MigrationCatalog catalog = jsonata("($x := $ ~> |$|{\"b\": 2}, [\"a\"]|; $append($x, $sort(c)))");
        JsonNode payload = new ObjectMapper().readTree("{\"a\": 1, \"c\": [3, 1, 2]}");

        catalog.chain("movie", 1, 2).apply(payload);

        assertThat(payload).isEqualTo(json("{'a': 1, 'c': [3, 1, 2]}"));
    }

    private String reason(String text) {
        try {
            return "no failure: " + migrate(jsonata(text), "{'a': 'x'}");
        } catch (MigrationFailedException e) {
            return e.reason();
        }
    }

    private List<String> problems(String text) {
        return new MigrationFixture(directory)
                .migration("movie/V2__a.jsonata", text)
                .problems();
    }

    private MigrationCatalog jsonata(String text) {
        return new MigrationFixture(directory)
                .migration("movie/V2__a.jsonata", text)
                .load();
    }
}
