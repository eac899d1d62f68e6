package dev.reprise.migration.jslt;

import static dev.reprise.migration.MigrationFixture.json;
import static dev.reprise.migration.MigrationFixture.migrate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationFailedException;
import dev.reprise.migration.MigrationFixture;
import dev.reprise.migration.MigrationRefusal;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsltLanguageTest {

    private static final String CALL_IN_LINE_2 = "migrations/movie/V2__a.jslt:2: ";

    private final Path directory;

    JsltLanguageTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f(x) [for ($x) . + 1] {\"a\": f(.n)}",
                "def f(x) .n {\"a\": [for (f(1)) . + 1]}",
                "def f(x) ([for ($x) . + 1]) {\"a\": f(.n)}",
                "def f(x) {\"b\": [for ($x) . + 1]} {\"a\": f(.n).b}",
                "def g(x) 1 def f(x) [for ($x) . + g(.)] {\"a\": f(.n)}",
                "def f(x) if ($x) [for ($x) . + 1] else -1 {\"a\": f(.n)}"
            })
    void should_leave_the_meaning_of_functions_as_it_is(String text) {
        assertThat(migrate(jslt(text), "{'n': [1, 2]}")).hasToString("{\"a\":[2,3]}");
    }

    @Test
    void should_end_a_recursion_when_its_thread_is_interrupted() {
        MigrationCatalog catalog = new MigrationFixture(directory)
                .migration(
                        "lib/fib.jslt",
                        "// def f(n) as in a book (of old)\n"
                                + "def f(n) // def g(n)\n\tlet one = 1\n\tif ($n < 2) $one else f($n - 1) + f($n - 2)")
                .migration(
                        "movie/V2__fib.jslt",
                        "import \"lib/fib.jslt\" as fib\ndef f(n, text) fib:f($n) {\"a\": f(.n, \"def x() )\")}")
                .load();
        assertThat(migrate(catalog, "{'n': 10}")).hasToString("{\"a\":89}");

        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> migrate(catalog, "{'n': 70}")).hasMessageContaining("interrupted");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void should_keep_keys_whose_value_is_null_or_empty() {
        MigrationCatalog catalog = jslt("{\"a\": null, \"b\": {}, \"c\": [], \"d\": .missing, \"e\": {\"f\": []}}");

        assertThat(migrate(catalog, "{}")).isEqualTo(json("{'a': null, 'b': {}, 'c': [], 'd': null, 'e': {'f': []}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\n now()}",
                "{\"a\":\n now ( )}",
                "{\"a\":\n round(now() * 1000)}",
                "let a =\n random() {\"a\": $a}",
                "def f(x)\n uuid() f(.a)",
                "{for (.)\n .key + uuid() : .value}",
                "if (true)\n now() // of course",
                "(1 | \n now())"
            })
    void should_refuse_clock_and_randomness_with_the_line(String text) {
        assertThat(problems(text))
                .singleElement()
                .asString()
                .startsWith(CALL_IN_LINE_2)
                .endsWith(": a migration is a pure function of its payload");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"now()\": \"now() random() uuid()\"}",
                "{\"a\": .now, \"b\": .\"now()\"} // now()",
                "def now() \"mine\" {\"a\": now()}",
                "let now = 1 {\"a\": $now}",
                "{\"a\": uuid(1, 2)}",
                "{\"a\": \"say \\\"now()\\\"\"}",
                "if (.now) (.now) else {}"
            })
    void should_not_mistake_texts_comments_keys_and_own_names_for_calls(String text) {
        assertThat(problems(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":\n error(\"bad \" + .a)}", "{\"a\":\n error(.a)}", "let m = \"bad\" {\"a\":\n error($m)}"
            })
    void should_refuse_error_texts_that_are_not_constant(String text) {
        assertThat(problems(text)).singleElement().asString().startsWith(CALL_IN_LINE_2 + "error() takes one text");
    }

    @Test
    void should_refuse_to_guess_a_century() {
        assertThat(problems("def f(a, b) $a {\"a\":\n parse-time(f(.a, \"y\"), \"dd MMM yy\", null)}"))
                .singleElement()
                .asString()
                .startsWith(CALL_IN_LINE_2 + "parse-time with a year of two digits takes the century from the clock");
        assertThat(problems("parse-time(.a, \"yyyy 'yy'\", null)")).isEmpty();

        MigrationCatalog computed = jslt("{\"a\": parse-time(.a, .pattern)}");
        assertThat(migrate(computed, "{'a': '1998', 'pattern': 'yyyy'}")
                        .get("a")
                        .asLong())
                .isEqualTo(883_612_800L);
        assertThatThrownBy(() -> migrate(computed, "{'a': '98', 'pattern': 'yy'}"))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageEndingWith("takes the century from the clock");
    }

    @Test
    void should_check_imports_too_and_keep_them_inside_the_tree() {
        MigrationFixture fixture = fixture()
                .migration(
                        "movie/V2__a.jslt",
                        "import \"lib/good.jslt\" as g\nimport \"../secret.jslt\" as s\nimport \"/etc/passwd\" as p\n"
                                + "import \"movie/V2__a.jslt\" as m\nimport \"lib/none.jslt\" as n\n.")
                .migration("lib/good.jslt", "import \"lib/bad.jslt\" as b\ndef f(x) $x")
                .migration("lib/bad.jslt", "def f(x)\n\n now()")
                .write("secret.jslt", "def f(x) $x");

        assertThat(fixture.problems())
                .hasSize(5)
                .anySatisfy(problem -> assertThat(problem)
                        .isEqualTo("migrations/lib/bad.jslt:3: now() reads the clock: a migration is a pure function of"
                                + " its payload"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("migrations/movie/V2__a.jslt:2: cannot import '../secret.jslt'"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("migrations/movie/V2__a.jslt:3: cannot import '/etc/passwd'"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("migrations/movie/V2__a.jslt:4: cannot import 'movie/V2__a.jslt'"))
                .anySatisfy(problem ->
                        assertThat(problem).startsWith("migrations/movie/V2__a.jslt:5: cannot import 'lib/none.jslt'"));
    }

    @Test
    void should_report_a_syntax_error_of_an_import_in_its_own_file() {
        MigrationFixture fixture = fixture()
                .migration("movie/V2__a.jslt", "import \"lib/bad.jslt\" as b\nb:f(.)")
                .migration("lib/bad.jslt", "def f(x)\n {\"a\" 1}");

        assertThat(fixture.problems()).singleElement().asString().startsWith("migrations/lib/bad.jslt:2: Parse error");
    }

    @Test
    void should_refuse_more_imports_than_anybody_writes() {
        MigrationFixture fixture = fixture().migration("movie/V2__a.jslt", "import \"lib/f0.jslt\" as f\nf:f(.)");
        for (int i = 0; i <= JsltScan.IMPORTS_MAX; i++) {
            fixture.migration("lib/f" + i + ".jslt", "import \"lib/f" + (i + 1) + ".jslt\" as f\ndef f(x) $x");
        }

        assertThat(fixture.problems())
                .containsExactly("migrations/movie/V2__a.jslt:1: imports more than 100 files in all");
    }

    @Test
    void should_run_nothing_impure_even_if_the_scan_overlooked_it() {
        for (String name : List.of("now", "random")) {
            Expression expression = new Parser(new StringReader(name + "()"))
                    .withFunctions(PureFunctions.ALL)
                    .compile();
            assertThatThrownBy(() -> new JsltMapping(expression).apply(json("{}")))
                    .isInstanceOf(MigrationRefusal.class);
        }
    }

    @Test
    void should_not_depend_on_the_locale_of_the_machine() {
        MigrationCatalog catalog = jslt(
                """
                {"lower": lowercase(.a), "upper": uppercase(.b),
                 "date": format-time(parse-time(.date, "MMM dd yyyy"), "EEE dd MMM yyyy")}""");
        Locale before = Locale.getDefault();
        try {
            for (Locale locale : List.of(Locale.US, Locale.forLanguageTag("tr-TR"), Locale.GERMANY)) {
                Locale.setDefault(locale);
                assertThat(migrate(catalog, "{'a': 'TITLE', 'b': 'title', 'date': 'Oct 09 1998'}"))
                        .isEqualTo(json("{'lower': 'title', 'upper': 'TITLE', 'date': 'Fri 09 Oct 1998'}"));
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void should_behave_as_the_functions_it_replaces() {
        MigrationCatalog catalog = jslt(
                """
                {"none": capture(.none, "(?<x>a)"), "miss": capture("b", "(?<x>a)"),
                 "some": capture("ac", "(?<x>a)(?<y>b)?(?<z>c)"), "number": capture(12, "(?<x>1)"),
                 "lower": lowercase(.none), "parsed": parse-time(.none, "yyyy"), "fallback": parse-time("x", "yyyy", 7),
                 "formatted": format-time(.none, "yyyy"), "zone": format-time(0, "HH:mm", "America/New_York"),
                 "text": format-time("0", "yyyy")}""");

        assertThat(migrate(catalog, "{}"))
                .isEqualTo(
                        json(
                                """
                {'none': null, 'miss': {}, 'some': {'x': 'a', 'y': null, 'z': 'c'}, 'number': {'x': '1'},
                 'lower': null, 'parsed': null, 'fallback': 7, 'formatted': null, 'zone': '19:00', 'text': '1970'}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error(\"constant\")",
                "round(.s)",
                "number(.s)",
                ".s - 2",
                ".s < 1",
                "[for (.s) .]",
                "from-json(.s)",
                "array(.s)",
                "get-key(.s, \"a\")",
                "parse-time(.s, \"yyyy\")",
                "parse-time(.s, .s)",
                "format-time(0, .s)",
                "format-time(0, \"yyyy\", .s)",
                "{.s : 1, .t : 2}",
                "join(.s, \",\")",
                "capture(.s, .r)",
                "test(.s, .r)",
                "parse-url(.s)",
                "contains(1, 2) + contains(.s, 7)",
                "sum([.s])",
                "flatten(.s)",
                ".s / 2",
                "def f(x) f($x) f(.s)"
            })
    void should_keep_values_of_the_payload_out_of_reasons(String text) {
        MigrationCatalog catalog = jslt(text);

        assertThatThrownBy(() -> migrate(catalog, "{'s': 'SECRET', 't': 'SECRET', 'r': '(SECRET'}"))
                .isInstanceOf(MigrationFailedException.class)
                .message()
                .doesNotContain("SECRET")
                .hasSizeGreaterThan("movie/V2__a: ".length());
    }

    @Test
    void should_say_what_is_wrong_in_reasons() {
        JsonNode payload = json("{'a': 'x'}");
        assertThat(reason("{\n\"a\": .a - 2}", payload)).isEqualTo("number() of a text that is not a number (line 2)");
        assertThat(reason("round(.a)", payload)).isEqualTo("round() cannot round a non-number");
        assertThat(reason("error(\"title is missing\")", payload)).isEqualTo("title is missing");
        assertThat(reason("def f(x) f($x) f(.a)", payload)).isEqualTo("the recursion is too deep");
        assertThat(reason("number(.a)", payload)).isEqualTo("number() of a text that is not a number");
    }

    private String reason(String text, JsonNode payload) {
        try {
            return "no failure: " + jslt(text).chain("movie", 1, 2).apply(payload);
        } catch (MigrationFailedException e) {
            return e.reason();
        }
    }

    private List<String> problems(String text) {
        return fixture().migration("movie/V2__a.jslt", text).problems();
    }

    private MigrationCatalog jslt(String text) {
        return fixture().migration("movie/V2__a.jslt", text).load();
    }

    private MigrationFixture fixture() {
        return new MigrationFixture(directory);
    }
}
