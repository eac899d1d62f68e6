package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.Version;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.ListType;
import com.datastax.oss.driver.api.core.type.MapType;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.assets.RowDeletes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The columns of a row whose write times decide when it was written last: all but those of the primary key and the static
 * ones. Of a column with many cells only {@code MAXWRITETIME} tells, which came with Cassandra 5.
 *
 * <p>Threading: immutable; a column that is added later is seen by the next start.
 */
final class RegularColumns {

    private static final Version MAXWRITETIME_SINCE = Objects.requireNonNull(Version.parse("5.0.0"));

    private final TableMetadata table;
    private final AssetTables tables;
    private final List<ColumnMetadata> regular;
    private final boolean hasMax;

    RegularColumns(CqlSession session, AssetTables tables) {
        this.tables = tables;
        this.table = session.getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(tables.keyspace()))
                .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(tables.table())))
                .orElseThrow();
        this.regular = table.getColumns().values().stream()
                .filter(column -> !column.isStatic() && !table.getPrimaryKey().contains(column))
                .toList();
        this.hasMax = session.getMetadata().getNodes().values().stream()
                .map(node -> node.getCassandraVersion())
                .allMatch(version -> version != null && version.nextStable().compareTo(MAXWRITETIME_SINCE) >= 0);
    }

    /** Returns why rows cannot be deleted by their write times, in words. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        List<String> key = table.getPrimaryKey().stream()
                .map(column -> column.getName().asInternal())
                .toList();
        var columns = tables.columns();
        List<String> expected = tables.layout() == Layout.BUCKETED
                ? List.of(columns.assetType(), columns.bucket(), columns.assetId())
                : List.of(columns.assetId());
        if (!key.equals(expected)) {
            problems.add("the primary key of " + tables.table() + " is (" + String.join(", ", key) + "), not ("
                    + String.join(", ", expected) + "): one asset may be several rows");
        }
        List<String> unreadable = regular.stream()
                .filter(column -> isMulti(column.getType()) && !hasMax)
                .map(column -> column.getName().asInternal())
                .toList();
        if (!unreadable.isEmpty()) {
            problems.add("only Cassandra 5 tells when the columns " + String.join(", ", unreadable) + " of "
                    + tables.table() + " were written, which have a cell for each of their values");
        }
        return problems;
    }

    /** Returns the id and the write time of each column. */
    String selected() {
        return quoted(tables.columns().assetId()) + ", "
                + regular.stream().map(this::writeTime).collect(Collectors.joining(", "));
    }

    private String writeTime(ColumnMetadata column) {
        String function = isMulti(column.getType()) ? "MAXWRITETIME(" : "WRITETIME(";
        return function + column.getName().asCql(false) + ")";
    }

    /** Returns the newest write time of a row that was selected by {@link #selected}. */
    long newest(Row row) {
        long newest = RowDeletes.UNKNOWN;
        for (int position = 1; position <= regular.size(); position++) {
            if (!row.isNull(position)) {
                newest = Math.max(newest, row.getLong(position));
            }
        }
        return newest;
    }

    private static boolean isMulti(DataType type) {
        return (type instanceof ListType list && !list.isFrozen())
                || (type instanceof SetType set && !set.isFrozen())
                || (type instanceof MapType map && !map.isFrozen())
                || (type instanceof UserDefinedType udt && !udt.isFrozen());
    }
}
