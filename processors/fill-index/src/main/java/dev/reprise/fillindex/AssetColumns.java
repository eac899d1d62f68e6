package dev.reprise.fillindex;

import dev.reprise.processor.ProcessorContext;
import java.util.List;
import java.util.Set;

/**
 * The columns of an asset that an entry can take a value from beside its payload, by the names that the deployment gives them,
 * and the tables that no entry may go to.
 *
 * <p>Threading: immutable.
 *
 * @param keyspace of the assets
 * @param tables of the assets themselves
 * @param assetType name of a column
 * @param bucket name of a column
 * @param assetId name of a column
 * @param schemaVersion name of a column
 */
record AssetColumns(
        String keyspace, Set<String> tables, String assetType, String bucket, String assetId, String schemaVersion) {

    AssetColumns {
        tables = Set.copyOf(tables);
    }

    /** Reads the names, which have the defaults of the services. */
    static AssetColumns of(ProcessorContext context) {
        return new AssetColumns(
                setting(context, "keyspace", "assets"),
                Set.of(
                        setting(context, "table", "asset"),
                        setting(context, "bucket-table", "asset_bucket"),
                        setting(context, "index-table", "asset_by_bucket")),
                setting(context, "columns.asset-type", "asset_type"),
                setting(context, "columns.bucket", "bucket"),
                setting(context, "columns.asset-id", "asset_id"),
                setting(context, "columns.schema-version", "schema_version"));
    }

    private static String setting(ProcessorContext context, String name, String otherwise) {
        return context.setting("reprise.assets." + name).orElse(otherwise);
    }

    /** Returns whether a table is one of the assets' own. */
    boolean isOwn(String qualified) {
        return tables.stream().anyMatch(table -> qualified.equals(keyspace + "." + table));
    }

    /** Returns the names of the columns. */
    List<String> names() {
        return List.of(assetType, bucket, assetId, schemaVersion);
    }

    /** Returns the types in CQL that a column may be copied to. */
    Set<String> types(String column) {
        if (column.equals(assetId)) {
            return Set.of("timeuuid", "uuid");
        }
        return column.equals(schemaVersion) ? Set.of("int") : Set.of("text", "varchar");
    }
}
