package dev.reprise.common.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorSpecTest {

    @Test
    void should_change_nothing_but_the_parameter_when_a_processor_is_resolved() {
        // given
        var posted = new ProcessorSpec("migrate", Map.of("a", IntNode.valueOf(1)));

        // when
        ProcessorSpec resolved = posted.with("toVersion", IntNode.valueOf(3));

        // then
        assertThat(resolved)
                .isEqualTo(
                        new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(3), "a", IntNode.valueOf(1))));
        assertThat(posted.parameters()).containsOnlyKeys("a");
        assertThatThrownBy(() -> posted.with("name", IntNode.valueOf(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void should_not_follow_the_map_it_was_made_of_when_that_changes() {
        // given
        var parameters = new HashMap<String, JsonNode>();
        var processor = new ProcessorSpec("migrate", parameters);

        // when
        parameters.put("a", IntNode.valueOf(1));

        // then
        assertThat(processor.parameters()).isEmpty();
        assertThatThrownBy(() -> processor.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }
}
