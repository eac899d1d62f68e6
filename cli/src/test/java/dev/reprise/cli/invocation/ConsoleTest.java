package dev.reprise.cli.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Console console(Charset charset) {
        return new Console(out, err, charset, true);
    }

    @Test
    void should_escape_what_the_terminal_cannot_show_when_its_charset_lacks_it() {
        console(StandardCharsets.US_ASCII).result("{\"title\":\"gr\u00f6\u00dfer \ud83d\ude00\"}");
        console(StandardCharsets.ISO_8859_1).remark("gr\u00f6\u00dfer \u6620");

        assertThat(out.toString(StandardCharsets.US_ASCII))
                .isEqualTo("{\"title\":\"gr\\u00f6\\u00dfer \\ud83d\\ude00\"}\n");
        assertThat(err.toString(StandardCharsets.ISO_8859_1)).isEqualTo("gr\u00f6\u00dfer \\u6620\n");
    }

    @Test
    void should_paint_the_line_and_not_what_is_in_it_when_a_colour_is_asked_for() {
        console(StandardCharsets.UTF_8).result(Paint.RED, "a\u001b[0mb");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\u001b[31ma\\u001b[0mb\u001b[0m\n");
    }

    @Test
    void should_redraw_in_place_when_the_line_is_hostile() {
        try (var bar = console(StandardCharsets.UTF_8).redrawn()) {
            bar.accept("a\nb");
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("\ra\\nb");
    }

    @Test
    void should_indent_the_lines_of_a_trace_when_a_message_has_several() {
        console(StandardCharsets.UTF_8).trace(new IllegalStateException("one\nreprise: two"));

        List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).isEqualTo("java.lang.IllegalStateException: one");
        assertThat(lines.subList(1, lines.size())).allMatch(line -> line.startsWith("  "));
    }
}
