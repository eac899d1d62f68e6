package dev.reprise.localstack.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.server.SettingsTemplate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CassandraRecipeTest {
    private static final Map<String, String> PLACES =
            Map.of("port", "19042", "storagePort", "17000", "dataFolder", "/with space/data");

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

    /** A node that takes more than a user's hides what a user's refuses. */
    @Test
    void should_leave_limits_as_cassandra_has_them_when_rendered() {
        assertThat(CassandraRecipe.settings().render(PLACES, Map.of()).lines())
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
