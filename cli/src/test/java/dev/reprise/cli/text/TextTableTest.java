package dev.reprise.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void should_align_by_what_a_terminal_shows_when_letters_are_wide_or_have_marks() {
        assertThat(TextTable.lines(List.of(
                        List.of("\u6620\u753b", "|"), List.of("gro\u0308\u00dfer", "|"), List.of("\ud83d\ude00", "|"))))
                .containsExactly("\u6620\u753b    |", "gro\u0308\u00dfer  |", "\ud83d\ude00      |");
    }

    @Test
    void should_make_one_line_of_a_row_when_a_cell_has_line_breaks() {
        assertThat(TextTable.lines(List.of(List.of("a\nb", "c\td"), List.of("e", "f"))))
                .containsExactly("a\\nb  c\\td", "e     f");
    }

    @Test
    void should_cut_a_cell_when_nobody_could_read_the_row() {
        String line =
                TextTable.lines(List.of(List.of("a", "x".repeat(400_000)))).get(0);

        assertThat(line).hasSize(3 + 1_000).endsWith("x...");
    }

    @Test
    void should_escape_both_halves_when_a_letter_is_cut_in_two_or_hidden_beyond_the_first_plane() {
        assertThat(Printable.of("\ud83d")).isEqualTo("\\ud83d");
        assertThat(Printable.of("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
        assertThat(Printable.of("gr\u00f6\u00dfer \ud83d\ude00")).isEqualTo("gr\u00f6\u00dfer \ud83d\ude00");
    }
}
