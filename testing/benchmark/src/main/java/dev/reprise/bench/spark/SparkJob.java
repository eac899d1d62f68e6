package dev.reprise.bench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.assets.AssetTables;
import dev.reprise.bench.Contestant;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.text.Words;
import dev.reprise.common.wire.Json;
import dev.reprise.localstack.process.Deadline;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * {@code spark}: a job of Apache Spark that reads the whole table, makes the same change and writes each row by a plain write. No fence,
 * no settle time, no remaining lives, nothing is verified, and who crashes begins anew.
 */
public final class SparkJob implements Contestant {

    /** The name in the report. */
    public static final String NAME = "spark";

    /** Above the fence of any job of a benchmark: a version further, the write time is further by more than that. */
    private static final long MICROS_PER_VERSION = 1_000;

    private static final double NANOS_PER_SECOND = 1e9;

    private final UnaryOperator<String> spark;
    private final AssetTables tables;
    private final long writtenAtMicros;

    /** As the process reads it. */
    private record Request(
            String keyspace, String table, String assetType, int fromVersion, int toVersion, long writeTime) {}

    /** As the process prints it. */
    private record Answer(long rows, double seconds) {}

    /**
     * Works by a Spark that is up, on a table that has rows of one type alone.
     *
     * @param spark runs a job: takes a request, and returns the answer when the job is over
     * @param writtenAtMicros when the first version of the rows was written
     */
    public SparkJob(UnaryOperator<String> spark, AssetTables tables, long writtenAtMicros) {
        this.spark = spark;
        this.tables = tables;
        this.writtenAtMicros = writtenAtMicros;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Timing run(Workload workload) {
        var request = new Request(
                tables.keyspace(),
                tables.table(),
                workload.assetType(),
                workload.fromVersion(),
                workload.toVersion(),
                writtenAtMicros + workload.toVersion() * MICROS_PER_VERSION);
        Deadline clock = Deadline.in(Duration.ZERO);
        String line = spark.apply(new String(Json.bytes(request), UTF_8));
        Duration whole = clock.elapsed();
        Answer answer = Json.read(line.getBytes(UTF_8), Answer.class);
        if (answer.rows() != workload.rows()) {
            throw new FailedException(
                    "spark wrote " + Words.number(answer.rows()) + " of " + Words.number(workload.rows()) + " rows");
        }
        return new Timing(Duration.ofNanos(Math.round(answer.seconds() * NANOS_PER_SECOND)), whole);
    }
}
