package dev.reprise.common.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
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
    void should_name_every_parameter_that_the_processor_does_not_know() {
        var posted = new ProcessorSpec(
                "delete",
                Map.of("reason", IntNode.valueOf(1), "resaon", IntNode.valueOf(1), "zeta", IntNode.valueOf(1)));

        assertThat(posted.unknownParameters("reason", "confirm"))
                .containsExactly(
                        "unknown field 'processor.resaon' (known to delete: confirm, reason)",
                        "unknown field 'processor.zeta' (known to delete: confirm, reason)");
        assertThat(posted.unknownParameters("reason", "resaon", "zeta")).isEmpty();
    }

    @Test
    void should_be_stored_as_it_is_posted() {
        var migrate = new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(3)));
        ProcessorSpec chain = ProcessorSpec.chain(List.of(migrate, new ProcessorSpec("any", Map.of())));

        assertThat(new String(Json.bytes(migrate), StandardCharsets.UTF_8))
                .isEqualTo("{\"name\":\"migrate\",\"toVersion\":3}");
        assertThat(new String(Json.bytes(chain), StandardCharsets.UTF_8))
                .isEqualTo("[{\"name\":\"migrate\",\"toVersion\":3},{\"name\":\"any\"}]");
        assertThat(Json.read(Json.bytes(migrate), ProcessorSpec.class)).isEqualTo(migrate);
        assertThat(Json.read(Json.bytes(chain), ProcessorSpec.class)).isEqualTo(chain);
    }

    @Test
    void should_be_called_after_its_steps_when_it_is_a_chain() {
        var migrate = new ProcessorSpec("migrate", Map.of());
        ProcessorSpec chain = ProcessorSpec.chain(List.of(migrate, new ProcessorSpec("any", Map.of())));

        assertThat(chain.name()).isEqualTo("migrate+any");
        assertThat(chain.steps()).extracting(ProcessorSpec::name).containsExactly("migrate", "any");
        assertThat(ProcessorSpec.chain(List.of(migrate)))
                .as("one step is no chain")
                .isEqualTo(migrate);
        assertThat(migrate.steps()).containsExactly(migrate);
        assertThatThrownBy(() -> ProcessorSpec.chain(List.of(chain, migrate)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a step of a chain cannot be a chain");
        assertThatThrownBy(() -> ProcessorSpec.chain(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a chain has 1 to 8 steps, not 0");
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
