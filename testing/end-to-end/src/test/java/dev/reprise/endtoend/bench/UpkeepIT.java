package dev.reprise.endtoend.bench;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.bench.Items;
import dev.reprise.bench.cassandra.RowLoader;
import dev.reprise.bench.cassandra.Upkeep;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStackExtension.class)
class UpkeepIT {

    private static final String KEYSPACE = "upkeep_it";

    @Test
    void should_write_to_files_what_is_in_memory(LocalStack stack) {
        try (var database = AssetDatabase.open(stack.cassandra().address(), tables());
                var upkeep = Upkeep.of(stack.cassandra().pid())) {
            RowLoader.load(database, new Items("item", 5_000, 1), rows -> {});

            upkeep.flush(KEYSPACE);

            assertThat(mebibytesOnDisk(database)).isPositive();
            await().atMost(1, MINUTES).until(() -> upkeep.compactions() == 0);
        }
    }

    @Test
    void should_tell_when_there_is_no_such_process() {
        long beyondAnyPid = 1L << 30;

        assertThatThrownBy(() -> Upkeep.of(beyondAnyPid))
                .isInstanceOf(FailedException.class)
                .hasMessageContaining("cannot ask Cassandra for its upkeep");
    }

    private static long mebibytesOnDisk(AssetDatabase database) {
        return database.session().execute("SELECT keyspace_name, mebibytes FROM system_views.disk_usage").all().stream()
                .filter(row -> KEYSPACE.equals(row.getString("keyspace_name")))
                .mapToLong(row -> row.getLong("mebibytes"))
                .sum();
    }

    private static AssetTables tables() {
        return AssetTables.of(KEYSPACE, Layout.BUCKETED);
    }
}
