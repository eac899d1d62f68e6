package dev.reprise.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTemplateTest {
    private static final SettingsTemplate TEMPLATE =
            SettingsTemplate.of("# why\nport=${port}\n\nurl=http://h:${port}/a=b\n", "=");

    @Test
    void should_fill_places_and_drop_comments() {
        assertThat(TEMPLATE.render(Map.of("port", "7"), Map.of())).isEqualTo("port=7\nurl=http://h:7/a=b\n");
    }

    @Test
    void should_replace_and_add_what_is_overridden() {
        assertThat(TEMPLATE.render(Map.of("port", "7"), Map.of("url", "u"))).isEqualTo("port=7\nurl=u\n");
        assertThat(TEMPLATE.render(Map.of("port", "7"), Map.of("more", "m"))).endsWith("\nmore=m\n");
    }

    @Test
    void should_take_a_value_as_it_is_when_it_looks_like_a_pattern() {
        assertThat(TEMPLATE.render(Map.of("port", "$1\\"), Map.of())).startsWith("port=$1\\\n");
    }

    @Test
    void should_refuse_when_a_place_has_no_value() {
        assertThatThrownBy(() -> TEMPLATE.render(Map.of(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("${port}");
    }

    @Test
    void should_refuse_a_line_without_separator() {
        assertThatThrownBy(() -> SettingsTemplate.of("word", "=").render(Map.of(), Map.of()))
                .hasMessageContaining("word");
    }
}
