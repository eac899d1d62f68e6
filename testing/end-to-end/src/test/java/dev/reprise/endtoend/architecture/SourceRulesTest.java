package dev.reprise.endtoend.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules on the sources of all modules, and on sources that break them. */
class SourceRulesTest {

    private static final List<SourceFile> SOURCES = Modules.ofThisProject().sources();

    interface Rule extends Function<List<SourceFile>, List<String>> {}

    static Stream<Arguments> rules() {
        return Stream.of(
                rule("length", SourceRules::tooLong),
                rule("purpose of packages", SourceRules::packagesWithoutPurpose),
                rule("sleep", SourceRules::sleepingTests),
                rule("skipped", SourceRules::skippedTests),
                rule("not run", SourceRules::testsNobodyRuns),
                rule("names", SourceRules::testsWithoutSentence));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void should_find_nothing_when_the_sources_are_judged(String name, Rule rule) {
        // when / then
        assertThat(rule.apply(SOURCES)).as(name).isEmpty();
    }

    @Test
    void should_read_main_and_test_sources_when_modules_have_them() {
        // when / then
        assertThat(SOURCES)
                .extracting(SourceFile::toString)
                .contains(
                        "common/src/main/java/dev/reprise/common/wire/Json.java",
                        "common/src/test/java/dev/reprise/common/wire/JsonTest.java",
                        "testing/end-to-end/src/test/java/dev/reprise/endtoend/architecture/bad/Offends.java");
    }

    @Test
    void should_object_when_a_file_is_too_long() {
        // given
        SourceFile longest = file("p/A.java", "\n".repeat(300));
        SourceFile longer = file("p/B.java", "\n".repeat(301));

        // when / then
        assertThat(SourceRules.tooLong(List.of(longest, longer)))
                .containsExactly(
                        "m/src/test/java/p/B.java has more than 300 lines: it does two things, so make two files"
                                + " of it");
    }

    @Test
    void should_object_when_a_package_has_no_purpose() {
        // given
        var described = new SourceFile("m", "main", "p/package-info.java", "/** Room. */ @NullMarked package p;");
        var nullable = new SourceFile("m", "main", "q/package-info.java", "/** Room. */ package q;");
        var silent = new SourceFile("m", "main", "r/package-info.java", "@NullMarked package r;");

        // when
        List<String> problems = SourceRules.packagesWithoutPurpose(List.of(
                described, nullable, silent, file("p/A.java", ""), file("p/s/B.java", ""), file("q/C.java", "")));

        // then
        assertThat(problems)
                .hasSize(4)
                .allMatch(problem -> problem.contains("stands in a package without package-info.java"))
                .noneMatch(problem -> problem.contains("java/p/A.java") || problem.contains("java/p/package-info"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "void a() { Thread.sleep(1); }",
                "void a() { TimeUnit.SECONDS.sleep(1); }",
                "void a() { Thread\n.sleep(1); }",
                "void a() { LockSupport.parkNanos(1); }"
            })
    void should_object_when_a_test_sleeps(String code) {
        // when / then
        assertThat(SourceRules.sleepingTests(List.of(file("p/ATest.java", code))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Disabled void a() {}",
                "@DisabledOnOs(OS.MAC) void a() {}",
                "@EnabledIfEnvironmentVariable(named = \"CI\") void a() {}",
                "void a() { Assumptions.assumeTrue(up()); }",
                "void a() { assumeThat(up()).isTrue(); }",
                "void a() { assumingThat(up(), this::b); }",
                "void a() { throw new TestAbortedException(); }",
                "@Ignore void a() {}"
            })
    void should_object_when_a_test_may_be_skipped(String code) {
        // when / then
        assertThat(SourceRules.skippedTests(List.of(file("p/ATest.java", code))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// Thread.sleep(1) and @Disabled",
                "/* Assumptions \n Thread.sleep(1) */",
                "String a = \"Thread.sleep(1) \\\" @Disabled\";",
                "String a = \"\"\"\n Thread.sleep(1) \"quoted\" @Disabled\"\"\";",
                "char quote = '\"'; String url = \"http://a\";"
            })
    void should_not_object_when_only_words_stand_there(String code) {
        // given
        List<SourceFile> files = List.of(file("p/ATest.java", code));

        // when / then
        assertThat(SourceRules.sleepingTests(files)).isEmpty();
        assertThat(SourceRules.skippedTests(files)).isEmpty();
    }

    @Test
    void should_object_when_what_follows_a_quoted_quote_sleeps() {
        // given
        SourceFile file = file("p/ATest.java", "char quote = '\"'; String a = \"\"; void a() { Thread.sleep(1); }");

        // when / then
        assertThat(SourceRules.sleepingTests(List.of(file))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p/Tests.java", "p/TestA.java", "p/ATests.java", "p/ACheck.java"})
    void should_object_when_nobody_runs_a_test(String path) {
        // when / then
        assertThat(SourceRules.testsNobodyRuns(List.of(file(path, "@Test void should_a_when_b() {}"))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p/ATest.java", "p/AIT.java", "p/AFaultIT.java"})
    void should_not_object_when_a_plugin_runs_a_test(String path) {
        // when / then
        assertThat(SourceRules.testsNobodyRuns(List.of(file(path, "@Test void should_a_when_b() {}"))))
                .isEmpty();
    }

    @Test
    void should_object_when_the_name_of_a_test_is_no_sentence() {
        // given
        SourceFile file = file(
                "p/ATest.java",
                """
                @Test
                void works() {}

                @ParameterizedTest(name = "{0}")
                @CsvSource({"a, b", "c, d"})
                void shouldWork(String a, List<String> b) throws Exception, Error {}

                @Test
                void should_work_when_named(TestInfo info) throws IOException {}

                void helps() {}
                """);

        // when / then
        assertThat(SourceRules.testsWithoutSentence(List.of(file)))
                .hasSize(2)
                .allMatch(problem -> problem.contains(" is no sentence: name it should_x_when_y"))
                .anyMatch(problem -> problem.contains("java/p/ATest.java: works is"))
                .anyMatch(problem -> problem.contains("java/p/ATest.java: shouldWork is"));
    }

    private static Arguments rule(String name, Rule rule) {
        return Arguments.of(name, rule);
    }

    private static SourceFile file(String path, String text) {
        return new SourceFile("m", "test", path, text);
    }
}
