package dev.reprise.localstack.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.server.SettingsTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraRecipeTest {
    private static final Map<String, String> PLACES = Map.of(
            "port",
            "19042",
            "storagePort",
            "17000",
            "seeds",
            "127.0.0.1:17000",
            "address",
            "127.0.0.1",
            "token",
            "7",
            "dataFolder",
            "/with space/data");

    @Test
    void should_listen_on_loopback_only() {
        assertThat(CassandraRecipe.settings().render(PLACES, Map.of()))
                .contains("listen_address: 127.0.0.1\n", "rpc_address: 127.0.0.1\n")
                .contains("native_transport_port: 19042\n", "storage_port: 17000\n", "\"127.0.0.1:17000\"")
                .doesNotContain("0.0.0.0", "localhost");
    }

    @Test
    void should_keep_everything_in_its_folder() {
        assertThat(CassandraRecipe.settings().render(PLACES, Map.of()))
                .contains("commitlog_directory: \"/with space/data/commitlog\"\n");
    }

    @Test
    void should_give_each_node_of_a_ring_a_third_of_the_tokens() {
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(node -> new RingPlace(node, 3, 1).token()))
                .containsExactly(Long.MIN_VALUE, -3074457345618258603L, 3074457345618258602L);
        assertThat(CassandraRecipe.ringSettings().render(PLACES, Map.of()))
                .contains("initial_token: 7\n", "hinted_handoff_enabled: true\n", "\"127.0.0.1:17000\"");
    }

    /** A node that takes its place anew must be found by another one, and only seeds are. */
    @Test
    void should_have_the_first_node_look_for_all_others() {
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(node -> new RingPlace(node, 3, 17_000).seeds()))
                .containsExactly(
                        "127.0.0.1:17000,127.0.0.2:17000,127.0.0.3:17000", "127.0.0.1:17000", "127.0.0.1:17000");
        assertThat(new RingPlace(1, 1, 17_000).seeds()).isEqualTo("127.0.0.1:17000");
    }

    @Test
    void should_find_the_port_by_which_the_nodes_remember_each_other(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("cassandra.yaml"), CassandraRecipe.ringSettings().render(PLACES, Map.of()));

        assertThat(RingPlace.storagePort(folder)).isEqualTo(17_000);
        assertThat(RingPlace.storagePort(folder.resolve("empty"))).isPositive();
    }

    /** A node that takes more than a user's hides what a user's refuses. */
    @Test
    void should_leave_limits_as_cassandra_has_them_when_rendered() {
        assertThat(CassandraRecipe.ringSettings().render(PLACES, Map.of()).lines())
                .noneMatch(
                        line -> line.matches(
                                "(max_|batch_size|tombstone|commitlog_segment|native_transport_max|storage_compat|.*threshold).*"));
    }

    @Test
    void should_need_no_spaces_inside_of_a_jvm_option() {
        assertThat(SettingsTemplate.lines(CassandraRecipe.class, "jvm.options"))
                .isNotEmpty()
                .allMatch(option -> option.startsWith("-") && !option.contains(" "));
    }
}
