package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.AssetStore;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.IndexEntries;
import dev.reprise.assets.Layout;
import dev.reprise.assets.RowDeletes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The user's tables as they really are, checked against what the configuration says of them, and the stores on them.
 *
 * <p>Threading: immutable; the stores it makes may be shared.
 */
public final class AssetSchema {

    private final StatementContext context;

    private AssetSchema(StatementContext context) {
        this.context = context;
    }

    /**
     * Looks at the tables.
     *
     * @param session open session
     * @param tables what the configuration says
     * @param consistency of reads and writes
     * @throws UnusableSchemaException with everything that is missing or has a wrong type; the tables may be made later,
     *     so the caller may wait and look again
     */
    public static AssetSchema of(CqlSession session, AssetTables tables, ConsistencyLevel consistency) {
        List<String> problems = new ArrayList<>();
        DataType bucketType = new Inspection(session, tables, problems).bucketType();
        if (!problems.isEmpty() || bucketType == null) {
            throw new UnusableSchemaException(problems);
        }
        var bucket = new BucketColumn(tables.columns().bucket(), bucketType, tables.bucketPattern());
        return new AssetSchema(new StatementContext(session, tables, bucket, consistency));
    }

    /** Prepares the statements that find ids; blocks for as long as that takes. */
    public AssetIndex index() {
        return new NarrowingAssetIndex(new CassandraAssetIndex(context), CassandraErrors::isTooMuch);
    }

    /** Prepares the statements that read and write rows; blocks for as long as that takes. */
    public AssetStore store() {
        return switch (context.tables().layout()) {
            case BUCKETED -> new BucketedAssetStore(context);
            case INDEXED -> new IndexedAssetStore(context);
        };
    }

    /** Returns why rows cannot be deleted by their write times, in words; empty when they can. */
    public List<String> deletionProblems() {
        return new RegularColumns(context.session(), context.tables()).problems();
    }

    /**
     * Prepares the statements that delete rows; blocks for as long as that takes. Only where {@link #deletionProblems} has
     * none.
     */
    public RowDeletes deletes() {
        var regular = new RegularColumns(context.session(), context.tables());
        return switch (context.tables().layout()) {
            case BUCKETED -> new BucketedRowDeletes(context, regular);
            case INDEXED -> new IndexedRowDeletes(context, regular);
        };
    }

    /** Prepares the statements that look at tables beside the assets, and returns what writes to them; blocks as long. */
    public IndexEntries entries() {
        return new CassandraIndexEntries(context);
    }

    /** One look at the tables; notes everything that does not fit. */
    private record Inspection(CqlSession session, AssetTables tables, List<String> problems) {

        @Nullable
        DataType bucketType() {
            Optional<KeyspaceMetadata> keyspace =
                    session.getMetadata().getKeyspace(CqlIdentifier.fromInternal(tables.keyspace()));
            if (keyspace.isEmpty()) {
                problems.add("keyspace " + tables.keyspace() + " does not exist");
                return null;
            }
            rows(keyspace.get());
            var columns = tables.columns();
            boolean indexed = tables.layout() == Layout.INDEXED;
            String idTable = indexed ? tables.indexTable() : tables.table();
            column(keyspace.get(), idTable, columns.assetType(), Set.of(DataTypes.TEXT));
            column(keyspace.get(), tables.bucketTable(), columns.assetType(), Set.of(DataTypes.TEXT));
            DataType listed = column(keyspace.get(), tables.bucketTable(), columns.bucket(), BucketColumn.TYPES);
            DataType used = column(keyspace.get(), idTable, columns.bucket(), BucketColumn.TYPES);
            if (listed != null && used != null && !listed.equals(used)) {
                problems.add("column " + columns.bucket() + " has different types in " + tables.bucketTable() + " and "
                        + idTable);
            }
            if (indexed) {
                column(keyspace.get(), idTable, columns.assetId(), Set.of(DataTypes.TIMEUUID));
            }
            if (used != null && BucketColumn.TYPES.contains(used)) {
                BucketColumn.problem(used, tables.bucketPattern())
                        .ifPresent(problem -> problems.add("column " + tables.keyspace() + "." + idTable + "."
                                + columns.bucket() + " has the type " + used.asCql(false, false)
                                + ", which cannot hold buckets of the pattern " + tables.bucketPattern() + ": "
                                + problem));
            }
            return used;
        }

        private void rows(KeyspaceMetadata keyspace) {
            var columns = tables.columns();
            String table = tables.table();
            column(keyspace, table, columns.assetId(), Set.of(DataTypes.TIMEUUID));
            column(keyspace, table, columns.assetType(), Set.of(DataTypes.TEXT));
            column(keyspace, table, columns.schemaVersion(), Set.of(DataTypes.INT));
            column(keyspace, table, columns.payload(), Set.of(DataTypes.TEXT, DataTypes.BLOB));
            column(keyspace, table, columns.lastJob(), Set.of(DataTypes.TEXT));
        }

        private @Nullable DataType column(
                KeyspaceMetadata keyspace, String table, String column, Set<DataType> allowed) {
            Optional<TableMetadata> found = keyspace.getTable(CqlIdentifier.fromInternal(table));
            if (found.isEmpty()) {
                String problem = "table " + tables.keyspace() + "." + table + " does not exist";
                if (!problems.contains(problem)) {
                    problems.add(problem);
                }
                return null;
            }
            String name = tables.keyspace() + "." + table + "." + column;
            var metadata = found.get().getColumn(CqlIdentifier.fromInternal(column));
            if (metadata.isEmpty()) {
                problems.add("column " + name + " does not exist");
                return null;
            }
            DataType type = metadata.get().getType();
            if (!allowed.contains(type)) {
                problems.add("column " + name + " has the type " + type.asCql(false, false) + ", not "
                        + String.join(
                                " or ",
                                allowed.stream()
                                        .map(one -> one.asCql(false, false))
                                        .sorted()
                                        .toList()));
            }
            return type;
        }
    }
}
