import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.audit.Audit;
import dev.reprise.audit.AuditReport;
import dev.reprise.audit.LoadedRows;
import dev.reprise.audit.cassandra.CassandraRowReader;
import dev.reprise.audit.kafka.KafkaTopicReader;
import dev.reprise.common.topic.Topics;
import dev.reprise.demo.NewRelease;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Verifies the job of {@code .ci/images} over the assets that {@code LoadAssets} has loaded, by reading Cassandra and the topics. Run by
 * {@code java -cp 'testing/demo/target/lib/*'} as a single file, with the addresses of Kafka and Cassandra, the prefix of the topics, the
 * keyspace, the number of assets and the job. Ends with 1 when something is wrong.
 */
class AuditJob {

    public static void main(String[] arguments) {
        var sample = new SampleAssets(Films.load(), SampleSpec.ofAssets(Integer.parseInt(arguments[4])));
        var release = new NewRelease(
                MigrationCatalog.load(MigrationSources.classpath(AuditJob.class.getClassLoader())
                        .withMigrations(Path.of("samples/migrations"))
                        .withSchemas(Path.of("samples/schemas"))),
                "movie",
                3);
        try (var database = AssetDatabase.open(arguments[1], AssetTables.of(arguments[3], Layout.BUCKETED))) {
            var sources = new Audit.Sources(
                    new KafkaTopicReader(arguments[0], new Topics(arguments[2]), System::nanoTime),
                    new CassandraRowReader(database),
                    operations -> {});
            AuditReport report =
                    new Audit(LoadedRows.of(sample), release, sources, InstantSource.system()).of(arguments[5]);
            report.findings().forEach(System.out::println);
            System.out.println("audit: " + report.state() + ", " + report.emitted() + " events, " + report.outcomes() + ", "
                    + report.findings().size() + " findings");
            System.exit(report.verified() ? 0 : 1);
        }
    }
}
