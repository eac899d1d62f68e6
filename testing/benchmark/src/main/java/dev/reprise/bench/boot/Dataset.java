package dev.reprise.bench.boot;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.bench.Items;
import dev.reprise.bench.Workload;
import dev.reprise.bench.cassandra.RowLoader;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.text.Words;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows in one layout, and the version that each type is at: a run brings its type one version up.
 *
 * <p>Threading: one thread.
 */
final class Dataset implements AutoCloseable {

    /** For contestants that would take minutes for all rows. */
    private static final int FEW = 10;

    /** For those that block for each row when the database is far. */
    private static final int LEAST = 100;

    private static final int LEAST_ROWS_MIN = 500;

    private final String layout;
    private final AssetDatabase database;
    private final Items items;
    private final Items few;
    private final Items least;
    private final Map<String, Integer> versions = new HashMap<>();

    Dataset(String cassandra, String layout, int rows) {
        this.layout = layout;
        this.items = new Items("item", rows, 1);
        this.few = new Items("few", Math.max(LEAST_ROWS_MIN, rows / FEW), 3);
        this.least = new Items("least", Math.max(LEAST_ROWS_MIN, rows / LEAST), 5);
        this.database = AssetDatabase.open(cassandra, tables(layout));
    }

    /** Types that there are migrations for. */
    static List<String> assetTypes() {
        return List.of("item", "few", "least", "many", "live");
    }

    static String keyspace(String layout) {
        return "bench_" + layout;
    }

    static AssetTables tables(String layout) {
        return AssetTables.of(keyspace(layout), Layout.of(layout));
    }

    Dataset load(Console console) {
        for (Items one : List.of(items, few, least)) {
            load(one, console);
        }
        return this;
    }

    void load(Items one, Console console) {
        console.result("loading " + Words.number(one.count()) + " rows of 0.9 KB, type " + one.assetType() + ", "
                + layout + " ...");
        RowLoader.load(database, one, rows -> {});
    }

    String layout() {
        return layout;
    }

    AssetDatabase database() {
        return database;
    }

    Items items() {
        return items;
    }

    Items few() {
        return few;
    }

    Items least() {
        return least;
    }

    /** Takes the next step of a type; the run must then be whole. */
    Workload next(Items of) {
        int version = versions.merge(of.assetType(), 1, Integer::sum);
        return new Workload(of.assetType(), of.count(), version);
    }

    @Override
    public void close() {
        database.close();
    }
}
