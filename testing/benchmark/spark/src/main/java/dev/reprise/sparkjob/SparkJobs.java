package dev.reprise.sparkjob;

import static com.datastax.spark.connector.japi.CassandraJavaUtil.javaFunctions;
import static com.datastax.spark.connector.japi.CassandraJavaUtil.mapRowToTuple;
import static com.datastax.spark.connector.japi.CassandraJavaUtil.mapTupleToRow;
import static com.datastax.spark.connector.japi.CassandraJavaUtil.someColumns;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.reprise.common.wire.Json;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple4;
import scala.Tuple6;

/**
 * A Spark that stays up, and runs a job for each line of its input: a {@link Request} as JSON. When the job is over, it prints an
 * {@link Answer} as one line of JSON. It ends with its input. Settings come as system properties {@code spark.*}.
 *
 * <p>Threading: one thread reads requests; two threads of Spark do the work.
 */
public final class SparkJobs {

    private static final double NANOS_PER_SECOND = 1e9;

    /** What maps by them runs in this JVM too, and cannot carry them along: Spark serializes it. */
    private static final class Migrations {

        static final MigrationCatalog CATALOG =
                MigrationCatalog.load(MigrationSources.classpath(SparkJobs.class.getClassLoader())
                        .withMigrations(Path.of(requireNonNull(System.getProperty("reprise.migrations")))));
    }

    /**
     * What to do.
     *
     * @param keyspace of the table
     * @param table all rows of which are of one type
     * @param assetType that type
     * @param fromVersion version that all rows are at
     * @param toVersion version that they are brought to
     * @param writeTime of what is written, in microseconds since the epoch
     */
    record Request(String keyspace, String table, String assetType, int fromVersion, int toVersion, long writeTime)
            implements Serializable {

        String map(String payload) {
            try {
                var before = StrictJson.read(payload);
                return StrictJson.text(Migrations.CATALOG
                        .chain(assetType, fromVersion, toVersion)
                        .apply(before));
            } catch (InvalidJsonException e) {
                throw new IllegalStateException("a payload of the benchmark is no JSON", e);
            }
        }
    }

    /**
     * What was done.
     *
     * @param rows that were read, changed and written
     * @param seconds that the job took
     */
    record Answer(long rows, double seconds) {}

    private SparkJobs() {}

    /** Runs jobs until the input ends or one fails. */
    public static void main(String[] arguments) {
        PrintStream answers = System.out;
        // Whatever a library prints is no answer.
        System.setOut(System.err);
        int code = 0;
        try {
            answerAll(answers);
        } catch (Throwable failed) {
            failed.printStackTrace();
            code = 1;
        }
        // Threads of the driver would keep the JVM.
        System.exit(code);
    }

    private static void answerAll(PrintStream answers) throws IOException {
        try (var spark = new JavaSparkContext(new SparkConf());
                var requests = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = requests.readLine(); line != null; line = requests.readLine()) {
                Answer answer = run(spark, Json.read(line.getBytes(UTF_8), Request.class));
                answers.println(new String(Json.bytes(answer), UTF_8));
            }
        }
    }

    private static Answer run(JavaSparkContext spark, Request asked) {
        long began = System.nanoTime();
        var rows = spark.sc().longAccumulator();
        JavaRDD<Tuple6<String, String, UUID, String, Integer, String>> changed = javaFunctions(spark)
                .cassandraTable(
                        asked.keyspace(),
                        asked.table(),
                        mapRowToTuple(String.class, String.class, UUID.class, String.class))
                .select("asset_type", "bucket", "asset_id", "payload")
                .map((Tuple4<String, String, UUID, String> row) -> {
                    rows.add(1);
                    return new Tuple6<>(row._1(), row._2(), row._3(), asked.map(row._4()), asked.toVersion(), "spark");
                });
        javaFunctions(changed)
                .writerBuilder(
                        asked.keyspace(),
                        asked.table(),
                        mapTupleToRow(
                                String.class, String.class, UUID.class, String.class, Integer.class, String.class))
                .withColumnSelector(
                        someColumns("asset_type", "bucket", "asset_id", "payload", "schema_version", "last_job"))
                .withConstantTimestamp(asked.writeTime())
                .saveToCassandra();
        return new Answer(rows.value(), (System.nanoTime() - began) / NANOS_PER_SECOND);
    }
}
