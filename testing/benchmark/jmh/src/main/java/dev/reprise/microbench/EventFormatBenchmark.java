package dev.reprise.microbench;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An event to bytes and back, in the form of the product and by Jackson's tree. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EventFormatBenchmark {

    private final AssetEvent event = new AssetEvent(
            "movie-v2-2024h1", "movie", "2024-03", UUID.fromString("2f5bca00-ee11-11ee-8080-808080808080"));

    private final byte[] bytes = AssetEventFormat.bytes(event);

    /** Prints. */
    @Benchmark
    public byte[] print() {
        return AssetEventFormat.bytes(event);
    }

    /** Reads. */
    @Benchmark
    public AssetEvent read() {
        return AssetEventFormat.read(bytes);
    }

    /** Reads as a tree, to compare. */
    @Benchmark
    public AssetEvent readByTree() throws IOException {
        var json = Json.mapper().readTree(bytes);
        return new AssetEvent(
                json.get("job").textValue(),
                json.get("assetType").textValue(),
                json.get("bucket").textValue(),
                UUID.fromString(json.get("assetId").textValue()));
    }
}
