package dev.reprise.endtoend.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents are short where they are read first, each link in them leads somewhere, and what they name exists. */
class DocumentsTest {

    private static final Modules MODULES = Modules.ofThisProject();

    private static final Path ROOT = MODULES.root();

    /** What somebody reads who has never heard of the project. */
    private static final int README_BYTES_MAX = 8 * 1024;

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    private static final String QUESTIONS = "The twelve questions";

    private static final Pattern QUESTION =
            Pattern.compile("(?m)^\\| ([^|]+\\?) \\| ([^|]+) \\| `([^`|]+)` \\| (.+) \\|$");
    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)(?:\\.\\w+\\(\\))?`");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.\\w+)?`");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\| `([a-z/-]+)` \\| `([a-z.]+)` \\|");

    @Test
    void should_find_what_each_link_names() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            broken.addAll(broken(document));
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void should_read_the_readme_in_minutes() throws IOException {
        assertThat(Files.size(ROOT.resolve("README.md"))).isLessThanOrEqualTo(README_BYTES_MAX);
    }

    @Test
    void should_find_the_type_that_answers_each_question() throws IOException {
        String questions = section("ARCHITECTURE.md", QUESTIONS);

        assertThat(QUESTION.matcher(questions).results()).hasSize(12);
        assertThat(missingTypes(questions)).isEmpty();
    }

    @Test
    void should_find_each_package_of_the_map() throws IOException {
        String map = section("ARCHITECTURE.md", "Map of the packages");

        List<String> missing = PACKAGE.matcher(map)
                .results()
                .filter(found -> !Files.isDirectory(ROOT.resolve(found.group(1))
                        .resolve("src/main/java/dev/reprise")
                        .resolve(found.group(2).replace('.', '/'))))
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();

        assertThat(PACKAGE.matcher(map).find()).isTrue();
        assertThat(missing).isEmpty();
    }

    @Test
    void should_find_each_test_that_a_guarantee_names() throws IOException {
        Set<String> tests = MODULES.sources().stream().map(SourceFile::name).collect(Collectors.toSet());

        assertThat(names(TEST, Files.readString(ROOT.resolve("docs/guarantees.md"), UTF_8)))
                .isNotEmpty()
                .allMatch(tests::contains);
    }

    @Test
    void should_notice_a_type_when_it_is_elsewhere_or_nowhere() {
        String rows =
                "| Where? | `ParkedEvents`, `RateLimiter` | `reprocess-worker` | By `ParkedEvents.take()` and `NoSuchType`. |\n";

        assertThat(missingTypes(rows)).containsExactly("reprocess-worker RateLimiter", "NoSuchType");
    }

    @Test
    void should_notice_a_link_when_it_leads_nowhere(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("other.md"), "# A heading, with `code`\n");
        Path document = folder.resolve("document.md");
        Files.writeString(
                document,
                "# Here\n[a](other.md#a-heading-with-code) [b](#here) [c](https://example.org/x) [d](.)\n"
                        + "[e](missing.md) [f](other.md#elsewhere) [g](#nowhere)\n");

        assertThat(broken(document))
                .containsExactly(document + ": missing.md", document + ": other.md#elsewhere", document + ": #nowhere");
    }

    /** Types of the second column must be in the module that the third one names, others anywhere in the product. */
    private static List<String> missingTypes(String questions) {
        Set<String> product = MODULES.names().stream()
                .filter(module -> !module.startsWith("testing/"))
                .flatMap(module -> types(module).stream())
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        QUESTION.matcher(questions).results().forEach(row -> {
            Set<String> module = types(row.group(3));
            names(TYPE, row.group(2)).stream()
                    .filter(type -> !module.contains(type))
                    .forEach(type -> missing.add(row.group(3) + " " + type));
            names(TYPE, row.group(4)).stream()
                    .filter(type -> !product.contains(type))
                    .forEach(missing::add);
        });
        return missing;
    }

    private static Set<String> types(String module) {
        return MODULES.sources(module, "main").stream().map(SourceFile::name).collect(Collectors.toSet());
    }

    private static List<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private static String section(String document, String heading) throws IOException {
        String text = Files.readString(ROOT.resolve(document), UTF_8);
        int from = text.indexOf("\n## " + heading + "\n");
        assertThat(from).as(heading).isNotNegative();
        int to = text.indexOf("\n## ", from + 1);
        return text.substring(from, to < 0 ? text.length() : to);
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> below = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(top, below)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static List<String> broken(Path document) throws IOException {
        return LINK.matcher(Files.readString(document, UTF_8))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://") && !leadsSomewhere(document, link))
                .map(link -> document + ": " + link)
                .toList();
    }

    private static boolean leadsSomewhere(Path document, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? document : document.resolveSibling(path);
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    private static List<String> anchors(Path document) {
        try {
            return HEADING.matcher(Files.readString(document, UTF_8))
                    .results()
                    .map(DocumentsTest::anchor)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(MatchResult heading) {
        return NOT_IN_ANCHORS
                .matcher(heading.group(1).toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
    }
}
