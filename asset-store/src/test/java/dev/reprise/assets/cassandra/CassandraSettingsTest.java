package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
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

    @Test
    void should_tell_the_driver_how_many_connections_there_are_and_how_often_to_look_after_them() {
        // given
        CassandraSettings settings = new CassandraSettings(
                ContactPoints.of("localhost"),
                "datacenter1",
                null,
                null,
                Duration.ofSeconds(5),
                Consistency.of("LOCAL_QUORUM"),
                new CassandraSettings.Pool(3, Duration.ofSeconds(7)),
                null);

        // when
        var told = settings.options().build().getInitialConfig().getDefaultProfile();

        // then
        assertThat(told.getInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE)).isEqualTo(3);
        assertThat(told.getDuration(DefaultDriverOption.HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofSeconds(7));
        assertThat(told.getDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void should_be_refused_when_there_is_to_be_no_connection() {
        // when / then
        assertThatThrownBy(() -> new CassandraSettings.Pool(0, Duration.ofSeconds(7)))
                .hasMessage("there must be at least 1 connection, not 0");
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
