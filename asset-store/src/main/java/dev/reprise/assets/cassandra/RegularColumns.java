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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The columns of a row whose write times decide when it was written last: all but those of the primary key and the static
 * ones. Of a column with many cells only {@code MAXWRITETIME} tells, which came with Cassandra 5.
 *
 * <p>Threading: immutable; {@link #change} tells of columns that came or went since.
 */
final class RegularColumns {

    private static final Version MAXWRITETIME_SINCE = Objects.requireNonNull(Version.parse("5.0.0"));

    private final CqlSession session;
    private final AssetTables tables;
    private final TableMetadata table;
    private final List<ColumnMetadata> regular;
    private final boolean hasMax;

    RegularColumns(CqlSession session, AssetTables tables) {
        this.session = session;
        this.tables = tables;
        this.table = table().orElseThrow();
        this.regular = regular(table);
        this.hasMax = session.getMetadata().getNodes().values().stream()
                .map(node -> node.getCassandraVersion())
                .allMatch(version -> version != null && version.nextStable().compareTo(MAXWRITETIME_SINCE) >= 0);
    }

    private Optional<TableMetadata> table() {
        return session.getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(tables.keyspace()))
                .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(tables.table())));
    }

    private static List<ColumnMetadata> regular(TableMetadata table) {
        return table.getColumns().values().stream()
                .filter(column -> !column.isStatic() && !table.getPrimaryKey().contains(column))
                .toList();
    }

    /** Returns which columns came or went since this was made, in words. The driver hears of it within a second or so. */
    Optional<String> change() {
        TableMetadata now = table().orElse(table);
        if (now == table) {
            return Optional.empty();
        }
        Set<String> names = names(regular(now));
        Set<String> known = names(regular);
        return names.equals(known)
                ? Optional.empty()
                : Optional.of("the columns of " + tables.table() + " were " + String.join(", ", known)
                        + " at the start, and are " + String.join(", ", names) + " now");
    }

    private static Set<String> names(List<ColumnMetadata> columns) {
        return columns.stream()
                .map(column -> column.getName().asInternal())
                .collect(Collectors.toCollection(TreeSet::new));
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
