package dev.reprise.iceberg.session;

import dev.reprise.common.export.ExportedRow;
import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.lake.TestLake;
import dev.reprise.iceberg.progress.Continuity;
import dev.reprise.iceberg.schema.PayloadColumns;
import dev.reprise.iceberg.spill.Spill;
import dev.reprise.iceberg.table.FileTerms;
import dev.reprise.iceberg.table.Lakehouse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on real tables, on a topic in memory; DuckDB reads what is in the tables. */
abstract class SessionFixture {

    static final TableName MOVIES = new TableName("analytics", "movies");

    static final TableName SERIES = new TableName("analytics", "series");

    static final TableName OWN = new TableName("reprise", "rejected_rows");

    static final Duration INTERVAL = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    final AtomicLong now = new AtomicLong();

    final ToldEvents events = new ToldEvents();

    final FakeTopic topic = new FakeTopic(2);

    PayloadColumns payloads = PayloadColumns.NONE;

    TestLake lake() {
        return new TestLake(folder.resolve("lake"));
    }

    /** Opens the catalogue as the writer does. */
    Catalog catalog() {
        return lake().catalog();
    }

    Lakehouse lakehouse(long fileBytesMax, BooleanSupplier isStopping) {
        folder.resolve("lake").toFile().mkdirs();
        var files = new FileTerms(() -> UUID.randomUUID().toString(), fileBytesMax, isStopping);
        return new Lakehouse(catalog(), OWN, files, payloads);
    }

    ExportSession session(Lakehouse lakehouse, Optional<String> acceptedLoss) {
        var spill = new Spill(folder.resolve("spill"), () -> UUID.randomUUID().toString());
        var terms = new ExportSession.Terms(new ExportLimits(INTERVAL, 1 << 20), new Continuity(acceptedLoss));
        return new ExportSession(
                topic.reader(), lakehouse, spill, terms, new ExportSession.Environment(now::get, events));
    }

    ExportSession session() {
        return session(lakehouse(1 << 27, () -> false), Optional.empty());
    }

    List<String> rejected() {
        return events.lines().stream()
                .filter(line -> line.startsWith("rejected"))
                .toList();
    }

    /** The clock moves on by the interval, so that this step commits. */
    boolean commit(ExportSession session) {
        now.addAndGet(INTERVAL.toNanos());
        return session.step();
    }

    static ExportedRow row(TableName table, int number, String payload) {
        // Almost a year apart, by the high bits of the time in the id.
        var id = new UUID(0x5e738000ab5d11eeL + number % 5, number);
        return new ExportedRow(table, "job-1", "movie", id, 2, 1_700_000_000_000_000L + number, payload);
    }

    void send(TableName table, int from, int to) {
        for (int number = from; number < to; number++) {
            topic.send(number % 2, row(table, number, "{\"n\":" + number + "}"));
        }
    }

    List<Integer> numbers(TableName table) {
        return lake().query(table, "payload", "").stream()
                .map(payload -> Integer.parseInt(payload.replaceAll("\\D", "")))
                .sorted()
                .toList();
    }

    static List<Integer> range(int to) {
        return IntStream.range(0, to).boxed().toList();
    }

    void takeTable(String name) {
        var schema = new Schema(Types.NestedField.optional(1, "x", Types.StringType.get()));
        Catalog catalog = lake().catalog();
        catalog.createTable(TableIdentifier.of("analytics", name), schema);
    }

    TestLake emptyLake() {
        folder.resolve("lake").toFile().mkdirs();
        return lake();
    }
}
