package dev.reprise.microbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationChain;
import dev.reprise.migration.MigrationSources;
import dev.reprise.migration.PayloadSchema;
import dev.reprise.migration.SchemaViolation;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
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

/** The steps between reading a row and writing it: parse, map (JSLT, JSONata, plain Java), validate, print. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MigrationBenchmark {

    private static final String FILM =
            """
            {"Title": "Up", "US Gross": 293004164, "Worldwide Gross": 731304609, "US DVD Sales": 178459329,
             "Production Budget": 175000000, "Release Date": "May 29 2009", "MPAA Rating": "PG",
             "Running Time min": 96, "Distributor": "Walt Disney Pictures", "Source": "Original Screenplay",
             "Major Genre": "Adventure", "Creative Type": "Kids Fiction", "Director": "Pete Docter",
             "Rotten Tomatoes Rating": 98, "IMDB Rating": 8.4, "IMDB Votes": 110491}
            """;

    private final MigrationCatalog catalog =
            MigrationCatalog.load(MigrationSources.classpath(MigrationBenchmark.class.getClassLoader())
                    .withMigrations(Path.of("samples/migrations"))
                    .withSchemas(Path.of("samples/schemas")));
    private final MigrationChain jslt = catalog.chain("movie", 1, 2);
    private final MigrationChain jsltAndJsonata = catalog.chain("movie", 1, 3);
    private final PayloadSchema schema = catalog.schema("movie", 2).orElseThrow();
    private final byte[] bytes = FILM.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private final JsonNode before = read();
    private final JsonNode after = jslt.apply(before);

    private JsonNode read() {
        try {
            return StrictJson.read(ByteBuffer.wrap(bytes));
        } catch (InvalidJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes to tree. */
    @Benchmark
    public JsonNode parse() {
        return read();
    }

    /** Tree to bytes. */
    @Benchmark
    public byte[] print() {
        return StrictJson.bytes(after);
    }

    /** One mapping in JSLT. */
    @Benchmark
    public JsonNode mapByJslt() {
        return jslt.apply(before);
    }

    /** One mapping in JSLT, and one in JSONata behind it. */
    @Benchmark
    public JsonNode mapByJsltAndJsonata() {
        return jsltAndJsonata.apply(before);
    }

    /** The like of a mapping that a Java class does. */
    @Benchmark
    public JsonNode mapByJava() {
        ObjectNode film = before.deepCopy();
        film.putArray("titles").addObject().put("language", "und").set("text", film.remove("Title"));
        return film;
    }

    /** The schema of version 2. */
    @Benchmark
    public List<SchemaViolation> validate() {
        return schema.violations(after);
    }
}
