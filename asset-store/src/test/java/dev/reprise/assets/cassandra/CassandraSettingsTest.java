package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import dev.reprise.common.config.Settings;
import dev.reprise.common.config.WrongSettingsException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CassandraSettingsTest {

    private static final String CONTACT_POINTS = "reprise.cassandra.contact-points";
    private static final String CONSISTENCY = "reprise.write-back.consistency";

    @Test
    void should_be_the_defaults_of_the_contract_when_nothing_is_configured() {
        // given
        Settings settings = settings(Map.of());

        // when
        CassandraSettings read = CassandraSettings.from(settings);

        // then
        settings.throwIfWrong();
        assertThat(read)
                .isEqualTo(new CassandraSettings(
                        List.of(InetSocketAddress.createUnresolved("localhost", 9042)),
                        "datacenter1",
                        null,
                        null,
                        Duration.ofSeconds(5),
                        DefaultConsistencyLevel.LOCAL_QUORUM));
    }

    @Test
    void should_follow_every_key_when_all_are_configured() {
        // given
        Settings settings = settings(Map.of(
                CONTACT_POINTS,
                "cass-0.db , cass-1.db:19042,10.0.0.1:9043,[2001:db8::1],[::1]:9044",
                "reprise.cassandra.local-datacenter",
                "eu-west",
                "reprise.cassandra.username",
                "reprise",
                "reprise.cassandra.password",
                "secret",
                "reprise.cassandra.request-timeout",
                "PT0.1S",
                CONSISTENCY,
                "QUORUM"));

        // when
        CassandraSettings read = CassandraSettings.from(settings);

        // then
        settings.throwIfWrong();
        assertThat(read.contactPoints())
                .containsExactly(
                        InetSocketAddress.createUnresolved("cass-0.db", 9042),
                        InetSocketAddress.createUnresolved("cass-1.db", 19042),
                        InetSocketAddress.createUnresolved("10.0.0.1", 9043),
                        InetSocketAddress.createUnresolved("[2001:db8::1]", 9042),
                        InetSocketAddress.createUnresolved("[::1]", 9044))
                .allMatch(InetSocketAddress::isUnresolved);
        assertThat(read.localDatacenter()).isEqualTo("eu-west");
        assertThat(read.username()).isEqualTo("reprise");
        assertThat(read.password()).isEqualTo("secret");
        assertThat(read.requestTimeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(read.consistency()).isEqualTo(DefaultConsistencyLevel.QUORUM);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:, localhost:",
        "localhost:0, localhost:0",
        "localhost:65536, localhost:65536",
        "localhost:cql, localhost:cql",
        "'a,', ''",
        "'a,:9042', :9042",
        "::1, ::1",
        "[::1, [::1",
        "a b:9042, a b:9042",
        "http://a:9042, http://a:9042"
    })
    void should_name_the_address_when_it_is_none(String configured, String address) {
        // given
        Settings settings = settings(Map.of(CONTACT_POINTS, configured));

        // when
        CassandraSettings.from(settings);

        // then
        assertThat(problems(settings))
                .containsExactly(
                        CONTACT_POINTS + ": '" + configured + "' holds '" + address + "', which is not host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "password"})
    void should_want_both_when_only_one_of_name_and_password_is_given(String one) {
        // given
        Settings settings = settings(Map.of("reprise.cassandra." + one, "x"));

        // when
        CassandraSettings.from(settings);

        // then
        assertThat(problems(settings))
                .containsExactly("reprise.cassandra.username: user name and password go together; one is missing");
    }

    @ParameterizedTest
    @EnumSource(
            value = DefaultConsistencyLevel.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ANY", "SERIAL", "LOCAL_SERIAL"})
    void should_accept_the_level_when_reads_and_writes_both_understand_it(DefaultConsistencyLevel level) {
        // given
        Settings settings = settings(Map.of(CONSISTENCY, level.name()));

        // when
        CassandraSettings read = CassandraSettings.from(settings);

        // then
        settings.throwIfWrong();
        assertThat(read.consistency()).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANY", "SERIAL", "LOCAL_SERIAL", "local_quorum", "MOST"})
    void should_refuse_the_level_when_reads_or_writes_would_fail_with_it(String level) {
        // given
        Settings settings = settings(Map.of(CONSISTENCY, level));

        // when
        CassandraSettings.from(settings);

        // then
        assertThat(problems(settings))
                .containsExactly(CONSISTENCY + ": '" + level
                        + "' is not a consistency level that both reads and writes understand, such as LOCAL_QUORUM");
    }

    private static List<String> problems(Settings settings) {
        return catchThrowableOfType(WrongSettingsException.class, settings::throwIfWrong)
                .problems();
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(key -> Optional.ofNullable(values.get(key)));
    }
}
