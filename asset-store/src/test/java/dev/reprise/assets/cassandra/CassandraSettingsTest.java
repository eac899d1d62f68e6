package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CassandraSettingsTest {

    @Test
    void should_want_both_when_only_one_of_name_and_password_is_given() {
        // when / then
        assertThatThrownBy(() -> settings("reprise", null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one is missing");
        assertThatThrownBy(() -> settings(null, "secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one is missing")
                .hasMessageNotContaining("secret");
    }

    @Test
    void should_keep_the_password_to_itself_when_it_is_printed() {
        // when / then
        assertThat(settings("reprise", "secret").toString())
                .contains("datacenter1")
                .doesNotContain("secret");
    }

    private static CassandraSettings settings(@Nullable String username, @Nullable String password) {
        return new CassandraSettings(
                ContactPoints.of("localhost"),
                "datacenter1",
                username,
                password,
                Duration.ofSeconds(5),
                Consistency.of("LOCAL_QUORUM"));
    }
}
