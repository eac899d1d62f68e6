package dev.reprise.endtoend.architecture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents are short where they are read first, and each link in them leads somewhere. */
class DocumentsTest {

    private static final Path ROOT = Modules.ofThisProject().root();

    /** What somebody reads who has never heard of the project. */
    private static final int README_BYTES_MAX = 8 * 1024;

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

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
            throw new UncheckedIOException(e);
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
