package dev.reprise.endtoend.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.localstack.daemon.StackControl;
import dev.reprise.localstack.daemon.StackFile;
import dev.reprise.localstack.daemon.StackStatus;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.stack.StackAddresses;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** The stack of three nodes in the background: what it keeps, and that its data are there when it is up again. */
@Isolated("three times as many servers need the machine for themselves")
@Timeout(600)
class ClusterStackIT {

    @Test
    void should_keep_three_copies_and_find_them_again_when_it_is_up_with_three_nodes() throws Exception {
        LocalStackOptions options = StackFolders.fresh("daemon-cluster")
                .withServers(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.ELASTICSEARCH)
                .withNodes(LocalStackOptions.CLUSTER_NODES);
        Path stackFile = options.workFolder().resolve("stack.json");
        StackControl control = new StackControl(stackFile);
        try {
            StackAddresses addresses = control.up(options);

            assertThat(addresses.nodes()).isEqualTo(3);
            assertThat(List.of(addresses.cassandra().split(",")))
                    .satisfiesExactly(
                            one -> assertThat(one).startsWith("127.0.0.1:"),
                            two -> assertThat(two).startsWith("127.0.0.2:"),
                            three -> assertThat(three).startsWith("127.0.0.3:"));
            assertThat(StackFile.read(stackFile).orElseThrow().addresses()).isEqualTo(addresses);
            assertThat(control.status()).matches(StackStatus::isHealthy);
            KafkaClient kafka = new KafkaClient(addresses.kafka());
            kafka.createTopicOfDefaults("copied");
            kafka.send("copied", "three times");
            assertThat(kafka.copies("copied")).isEqualTo(3);
            write(addresses);

            assertThat(control.down()).isTrue();
            StackAddresses again = control.up(options);

            assertThat(new KafkaClient(again.kafka()).values("copied", 1)).containsExactly("three times");
            assertThat(isThere(again)).isTrue();
        } finally {
            control.down();
        }
        assertThat(control.status().isUp()).isFalse();
    }

    private static void write(StackAddresses addresses) {
        try (var database = AssetDatabase.open(addresses.cassandra(), tables())) {
            database.createTables();
            var keyspace = database.session().getMetadata().getKeyspace(tables().keyspace());
            assertThat(keyspace.orElseThrow().getReplication()).containsEntry("replication_factor", "3");
            database.session().execute(onAll("INSERT INTO " + table(database) + " VALUES ('movie', '1927')"));
        }
    }

    private static boolean isThere(StackAddresses addresses) {
        try (var database = AssetDatabase.open(addresses.cassandra(), tables())) {
            return Objects.nonNull(database.session()
                    .execute(onAll("SELECT bucket FROM " + database.qualified(tables().bucketTable())))
                    .one());
        }
    }

    private static String table(AssetDatabase database) {
        return database.qualified(tables().bucketTable()) + " (asset_type, bucket)";
    }

    private static SimpleStatement onAll(String cql) {
        return SimpleStatement.newInstance(cql).setConsistencyLevel(ConsistencyLevel.ALL);
    }

    private static AssetTables tables() {
        return AssetTables.of("cluster_stack", Layout.BUCKETED);
    }
}
