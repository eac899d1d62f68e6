package dev.reprise.reindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexNameTest {

    /** Made at 2024-01-05T00:00:00Z. */
    private static final UUID JANUARY = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");

    @ParameterizedTest
    @ValueSource(strings = {"movies", "movies-v2", "movies-{yyyyMM}", "{yyyy-MM}-movies", "фильмы", ".hidden"})
    void should_accept_names_of_one_index_or_one_for_each_time(String name) {
        assertThat(new IndexName(name).problem()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "Movies",
                "a,b",
                "a*",
                "-a",
                "_all",
                "+a",
                "a b",
                "a/b",
                "a#b",
                "a:b",
                "<now>",
                "a{yyyy}{MM}",
                "a{",
                "a{x}",
                "a{yyyyMM",
                "a{YYYYYYYYYYYYYYYYYYYYYYYYY}"
            })
    void should_refuse_what_is_no_name_or_stands_for_many(String name) {
        assertThat(new IndexName(name).problem()).isPresent();
    }

    @Test
    void should_choose_the_index_by_the_time_in_the_id() {
        assertThat(new IndexName("movies-{yyyyMM}").of(JANUARY)).isEqualTo("movies-202401");
        assertThat(new IndexName("movies-{yyyy-MM-dd}").of(JANUARY)).isEqualTo("movies-2024-01-05");
        assertThat(new IndexName("movies").of(JANUARY)).isEqualTo("movies");
    }

    @Test
    void should_tell_where_the_time_of_a_name_begins() {
        Instant noon = Instant.parse("2024-03-31T12:34:56Z");

        assertThat(new IndexName("movies-{yyyyMMddHH}").floor(noon)).isEqualTo("2024-03-31T12:00:00Z");
        assertThat(new IndexName("movies-{yyyy-MM-dd}").floor(noon)).isEqualTo("2024-03-31T00:00:00Z");
        assertThat(new IndexName("movies-{yyyyMM}").floor(noon)).isEqualTo("2024-03-01T00:00:00Z");
        assertThat(new IndexName("movies-{yyyy}").floor(noon)).isEqualTo("2024-01-01T00:00:00Z");
        assertThat(new IndexName("movies-{yyyy}-x").wildcard()).isEqualTo("movies-*-x");
    }
}
