package dev.reprise.endtoend.architecture;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What only the text of the sources tells. Every rule returns one line for each mistake, with what to do about it. */
final class SourceRules {

    private static final int LINES_MAX = 300;

    /** The bad classes break rules on purpose. */
    private static final String ON_PURPOSE = "dev/reprise/endtoend/architecture/bad/";

    private static final Pattern NO_CODE = Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*"
            + "|\"\"\"[^\\\\\"]*(?:(?:\\\\.|\"(?!\"\"))[^\\\\\"]*)*\"\"\""
            + "|\"[^\"\\\\\n]*(?:\\\\.[^\"\\\\\n]*)*\""
            + "|'(?:\\\\.|[^'\\\\\n])+'");

    private static final Pattern SLEEP = Pattern.compile(
            "\\b(Thread\\s*\\.\\s*sleep|TimeUnit(\\s*\\.\\s*\\w+)?\\s*\\.\\s*sleep|LockSupport\\s*\\.\\s*park\\w+)\\b");

    private static final Pattern SKIP = Pattern.compile("@(Disabled|Enabled)(If|On|For|In)?\\w*"
            + "|\\bAssumptions\\b|\\bassum(e|ing)(True|False|That|No\\w+)\\b|\\bTestAbortedException\\b|@Ignore\\b");

    private static final String ARGUMENTS = "(?:\\s*\\([^()]*(?:\\([^()]*\\)[^()]*)*\\))?";

    /** A test annotation, others behind it, modifiers and type, and the name. */
    private static final Pattern TEST =
            Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b" + ARGUMENTS
                    + "(?:\\s*@[\\w.]+" + ARGUMENTS + ")*\\s+[\\w\\s.<>\\[\\],?]*?(\\w+)\\s*\\(");

    private static final Pattern TEST_NAME = Pattern.compile("should_\\w+");

    private static final Pattern TEST_FILE = Pattern.compile("\\w+(Test|IT)");
    private static final Pattern CONTRACT = Pattern.compile("\\babstract class \\w+Contract\\b");

    private SourceRules() {}

    static List<String> tooLong(List<SourceFile> files) {
        return problems(
                files,
                file -> file.lines().size() > LINES_MAX,
                "has more than " + LINES_MAX + " lines: it does two things, so make two files of it");
    }

    static List<String> packagesWithoutPurpose(List<SourceFile> files) {
        Set<String> described = files.stream()
                .filter(file -> file.isPackageInfo()
                        && file.text().contains("@NullMarked")
                        && file.text().contains("/**"))
                .map(SourceFile::folder)
                .collect(Collectors.toSet());
        return problems(
                files,
                file -> !described.contains(file.folder()),
                "stands in a package without package-info.java: write one that says the room's job, with @NullMarked");
    }

    static List<String> sleepingTests(List<SourceFile> files) {
        return problems(
                files,
                file -> file.isTest() && SLEEP.matcher(code(file)).find(),
                "sleeps: poll with a deadline for what it waits for");
    }

    static List<String> skippedTests(List<SourceFile> files) {
        return problems(
                files,
                file -> file.isTest() && SKIP.matcher(code(file)).find(),
                "may skip a test: make the condition hold, or delete the test");
    }

    /** A contract suite is abstract and run by those that extend it. */
    static List<String> testsNobodyRuns(List<SourceFile> files) {
        return problems(
                files,
                file -> file.isTest()
                        && TEST.matcher(code(file)).find()
                        && !TEST_FILE.matcher(file.name()).matches()
                        && !CONTRACT.matcher(code(file)).find(),
                "holds tests that neither surefire nor failsafe looks for: name it *Test, *IT or *FaultIT");
    }

    static List<String> testsWithoutSentence(List<SourceFile> files) {
        return files.stream()
                .filter(file -> file.isTest() && !file.path().startsWith(ON_PURPOSE))
                .flatMap(file -> TEST.matcher(code(file))
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !TEST_NAME.matcher(name).matches())
                        .map(name -> file + ": " + name
                                + " is no sentence: name it should_x_when_y, or should_x where there is but one case"))
                .toList();
    }

    private static List<String> problems(List<SourceFile> files, Predicate<SourceFile> wrong, String problem) {
        return files.stream()
                .filter(file -> !file.path().startsWith(ON_PURPOSE))
                .filter(wrong)
                .map(file -> file + " " + problem)
                .toList();
    }

    /** Returns the text without comments and literals, where such words may well stand. */
    private static String code(SourceFile file) {
        return NO_CODE.matcher(file.text()).replaceAll(" ");
    }
}
