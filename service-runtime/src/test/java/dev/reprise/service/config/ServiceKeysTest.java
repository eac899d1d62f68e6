package dev.reprise.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.BucketById;
import dev.reprise.assets.BucketPattern;
import dev.reprise.assets.Layout;
import dev.reprise.assets.cassandra.CassandraSettings;
import dev.reprise.assets.cassandra.Consistency;
import dev.reprise.assets.cassandra.ContactPoints;
import dev.reprise.common.topic.Topics;
import io.smallrye.config.ConfigMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceKeysTest {

    /** A service without keys of its own. */
    @ConfigMapping(prefix = "reprise")
    public interface Keys extends ServiceKeys {}

    @Test
    void should_be_the_defaults_of_the_contract_when_nothing_is_configured() {
        // when
        ServiceSettings read = read(Map.of());

        // then
        assertThat(read.tables())
                .usingRecursiveComparison()
                .ignoringFields("bucketPattern")
                .isEqualTo(AssetTables.of("assets", Layout.BUCKETED));
        assertThat(read.tables().bucketPattern()).hasToString("yyyy-MM");
        assertThat(read.cassandra())
                .isEqualTo(new CassandraSettings(
                        ContactPoints.of("localhost:9042"),
                        "datacenter1",
                        null,
                        null,
                        Duration.ofSeconds(5),
                        Consistency.of("LOCAL_QUORUM")));
        assertThat(read.kafka())
                .isEqualTo(new KafkaSettings(
                        Map.of("bootstrap.servers", "localhost:9092"), Duration.ofSeconds(10), Duration.ofMinutes(1)));
        assertThat(read.topics()).isEqualTo(new Topics(""));
        assertThat(read.creation().partitions()).isEqualTo(8);
        assertThat(read.creation().isAllowed()).isTrue();
    }

    @Test
    void should_follow_every_key_of_the_tables_when_all_are_configured() {
        // when
        AssetTables tables = read(Map.ofEntries(
                        Map.entry("reprise.assets.keyspace", "Media"),
                        Map.entry("reprise.assets.table", "Items"),
                        Map.entry("reprise.assets.bucket-table", "b"),
                        Map.entry("reprise.assets.index-table", "i"),
                        Map.entry("reprise.assets.layout", "indexed"),
                        Map.entry("reprise.assets.bucket-pattern", "yyyy-MM-dd#16"),
                        Map.entry("reprise.assets.bucket-by-id", "lookup"),
                        Map.entry("reprise.assets.columns.asset-type", "kind"),
                        Map.entry("reprise.assets.columns.bucket", "slot"),
                        Map.entry("reprise.assets.columns.asset-id", "id"),
                        Map.entry("reprise.assets.columns.schema-version", "version"),
                        Map.entry("reprise.assets.columns.payload", "body"),
                        Map.entry("reprise.assets.columns.last-job", "stamp")))
                .tables();

        // then
        assertThat(tables)
                .usingRecursiveComparison()
                .ignoringFields("bucketPattern")
                .isEqualTo(new AssetTables(
                        "Media",
                        "Items",
                        "b",
                        "i",
                        Layout.INDEXED,
                        BucketPattern.of("yyyy"),
                        BucketById.LOOKUP,
                        new AssetTables.Columns("kind", "slot", "id", "version", "body", "stamp")));
        assertThat(tables.bucketPattern()).hasToString("yyyy-MM-dd#16");
    }

    @Test
    void should_follow_every_key_of_the_connections_when_all_are_configured() {
        // when
        ServiceSettings read = read(Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", "k:1"),
                Map.entry("kafka.security.protocol", "SSL"),
                Map.entry("kafka.client.rack", "a"),
                Map.entry("reprise.streams.session-timeout", "PT6S"),
                Map.entry("reprise.streams.transaction-timeout", "PT10S"),
                Map.entry("reprise.topics.prefix", "a-"),
                Map.entry("reprise.topics.partitions", "2"),
                Map.entry("reprise.topics.create", "false"),
                Map.entry("reprise.cassandra.contact-points", "cass-0.db , cass-1.db:19042"),
                Map.entry("reprise.cassandra.local-datacenter", "eu-west"),
                Map.entry("reprise.cassandra.username", "reprise"),
                Map.entry("reprise.cassandra.password", "secret"),
                Map.entry("reprise.cassandra.request-timeout", "PT0.1S"),
                Map.entry("reprise.cassandra.connections-per-node", "2"),
                Map.entry("reprise.cassandra.heartbeat-interval", "PT30S"),
                Map.entry("reprise.write-back.consistency", "QUORUM")));

        // then
        assertThat(read.kafka())
                .isEqualTo(new KafkaSettings(
                        Map.of("bootstrap.servers", "k:1", "security.protocol", "SSL", "client.rack", "a"),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(10)));
        assertThat(read.topics()).isEqualTo(new Topics("a-"));
        assertThat(read.creation().partitions()).isEqualTo(2);
        assertThat(read.creation().isAllowed()).isFalse();
        assertThat(read.cassandra())
                .isEqualTo(new CassandraSettings(
                        ContactPoints.of("cass-0.db:9042,cass-1.db:19042"),
                        "eu-west",
                        "reprise",
                        "secret",
                        Duration.ofMillis(100),
                        Consistency.of("QUORUM"),
                        new CassandraSettings.Pool(2, Duration.ofSeconds(30)),
                        null));
        assertThat(read.toString()).doesNotContain("secret");
    }

    @Test
    void should_refuse_no_connection_and_no_time_between_heartbeats_when_they_are_configured() {
        // when / then
        assertThat(problems(Map.of(
                        "reprise.cassandra.connections-per-node", "0",
                        "reprise.cassandra.heartbeat-interval", "PT0S")))
                .containsExactlyInAnyOrder(
                        "reprise.cassandra.connections-per-node: '0' must lie between 1 and 16",
                        "reprise.cassandra.heartbeat-interval: 'PT0S' must lie between PT1S and PT5M");
    }

    @Test
    void should_report_all_mistakes_at_once_when_several_keys_are_wrong() {
        // when / then
        String rule = "is not a name that Cassandra allows: 1 to 48 letters, digits or _";
        assertThat(problems(Map.of(
                        "reprise.assets.keyspace", "a-b",
                        "reprise.assets.layout", "Bucketed",
                        "reprise.assets.bucket-pattern", "yy",
                        "reprise.assets.bucket-by-id", "hash",
                        "reprise.assets.columns.payload", "x".repeat(49),
                        "reprise.cassandra.contact-points", "a,",
                        "reprise.write-back.consistency", "local_quorum",
                        "reprise.topics.partitions", "0")))
                .containsExactly(
                        "reprise.assets.bucket-by-id: 'hash' must be pattern or lookup",
                        "reprise.assets.bucket-pattern: 'yy' makes buckets whose time cannot be told from their name",
                        "reprise.assets.columns.payload: '" + "x".repeat(49) + "' " + rule,
                        "reprise.assets.keyspace: 'a-b' " + rule,
                        "reprise.assets.layout: 'Bucketed' must be bucketed or indexed",
                        "reprise.cassandra.contact-points: 'a,' holds '', which is not host:port",
                        "reprise.topics.partitions: '0' must lie between 1 and 1000",
                        "reprise.write-back.consistency: 'local_quorum' is not a consistency level that both reads and"
                                + " writes understand, such as LOCAL_QUORUM");
    }

    @Test
    void should_take_a_password_from_a_file_when_the_twin_key_names_it(@TempDir Path folder) throws IOException {
        // given
        Path file = Files.writeString(folder.resolve("password"), "hush\r\n");

        // when
        CassandraSettings read = read(Map.of(
                        "reprise.cassandra.username", "u",
                        "reprise.cassandra.password-file", file.toString(),
                        "reprise.cassandra.ssl.enabled", "true"))
                .cassandra();

        // then
        assertThat(read.password()).isEqualTo("hush");
        assertThat(read.tls()).isNotNull();
        assertThat(read.toString()).doesNotContain("hush");
    }

    @Test
    void should_name_each_key_when_files_of_a_connection_cannot_be_used(@TempDir Path folder) {
        // given
        String none = folder.resolve("none").toString();

        // when / then
        assertThat(problems(Map.of(
                        "reprise.cassandra.password-file", none,
                        "reprise.cassandra.ssl.enabled", "true",
                        "reprise.cassandra.ssl.truststore", none)))
                .containsExactlyInAnyOrder(
                        "reprise.cassandra.password-file: there is no file " + none
                                + " that this user can read as UTF-8 text",
                        "reprise.cassandra.ssl.truststore: the file " + none
                                + " cannot be used: there is no such file");
        assertThat(problems(Map.of("reprise.cassandra.ssl.truststore", none)))
                .containsExactly(
                        "reprise.cassandra.ssl.enabled: must be true where a truststore or a keystore is given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"username", "password"})
    void should_want_both_when_only_one_of_name_and_password_is_given(String one) {
        // when / then
        assertThat(problems(Map.of("reprise.cassandra." + one, "x")))
                .containsExactly("reprise.cassandra.username: user name and password go together; one is missing");
    }

    static ServiceSettings read(Map<String, String> values) {
        var reader = ConfigurationReader.of(values);
        ServiceSettings read = ServiceSettings.from(reader.read(Keys.class), reader);
        reader.throwIfWrong();
        return read;
    }

    static List<String> problems(Map<String, String> values) {
        return catchThrowableOfType(WrongSettingsException.class, () -> read(values))
                .problems();
    }
}
