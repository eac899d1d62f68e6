package dev.reprise.bench.boot;

import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.common.topic.Topics;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.proxy.FaultyProxy;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every part of the benchmark stands on.
 *
 * <p>Threading: immutable.
 *
 * @param invocation console and clock
 * @param checkout the built services
 * @param connector reaches deployments
 * @param stack the servers
 * @param folder where everything is
 * @param catalog the ladder of migrations
 * @param began when the benchmark began
 */
record Stage(
        Invocation invocation,
        Checkout checkout,
        Connector connector,
        LocalStack stack,
        Path folder,
        MigrationCatalog catalog,
        Deadline began) {

    static MigrationCatalog catalog(Path folder) {
        return MigrationCatalog.load(
                MigrationSources.classpath(Stage.class.getClassLoader()).withMigrations(migrations(folder)));
    }

    static Path migrations(Path folder) {
        return folder.resolve("migrations");
    }

    Console console() {
        return invocation.console();
    }

    String kafka() {
        return stack.kafka().address();
    }

    /** Prints a line with the minutes that have gone by. */
    void say(String line) {
        console()
                .result(String.format(
                        java.util.Locale.ROOT, "[%4d s] %s", began.elapsed().toSeconds(), line));
    }

    /** Lets time go by: 'boot' may wait by the clock. */
    static void pause(Duration span) {
        try {
            Thread.sleep(span.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", e);
        }
    }

    Deployment connect(Topics topics) {
        return connector.connect(new KafkaAddress(kafka(), topics));
    }

    /** Prepares services on a database. */
    BenchServices services(String prefix, String layout, String cassandra) {
        return new BenchServices(
                checkout.root(),
                folder,
                prefix,
                Map.of(
                        "kafka.bootstrap.servers", kafka(),
                        "reprise.cassandra.contact-points", cassandra,
                        "reprise.assets.keyspace", Dataset.keyspace(layout),
                        "reprise.assets.layout", layout,
                        "reprise.migrations.path", migrations(folder).toString()));
    }

    /** Puts a delay before the database; none for 0. */
    Distance distance(int latencyMillis) {
        String cassandra = stack.cassandra().address();
        return latencyMillis == 0
                ? new Distance(cassandra, null)
                : Distance.by(FaultyProxy.before(cassandra, Duration.ofMillis(latencyMillis)));
    }

    /**
     * How the database is reached.
     *
     * @param address of the database, or of what stands before it
     * @param proxy {@code null} when nothing does
     */
    record Distance(String address, @Nullable FaultyProxy proxy) implements AutoCloseable {

        static Distance by(FaultyProxy proxy) {
            return new Distance(proxy.address(), proxy);
        }

        AssetDatabase open(String layout) {
            return AssetDatabase.open(address, Dataset.tables(layout));
        }

        @Override
        public void close() {
            if (proxy != null) {
                proxy.close();
            }
        }
    }
}
