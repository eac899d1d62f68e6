package dev.reprise.assets;

import dev.reprise.common.config.Settings;
import java.util.Objects;
import java.util.function.Function;

/**
 * Where the assets live: names of the tables and columns, which users bring, and how they are laid out. Names are as
 * they stand in the schema, case included; they are quoted wherever they go into CQL.
 *
 * @param keyspace keyspace of all tables
 * @param table rows
 * @param bucketTable buckets in use by asset type
 * @param indexTable ids by (type, bucket); only read in the layout {@code indexed}
 * @param layout layout of the rows
 * @param bucketPattern how buckets follow from ids
 * @param bucketById how the bucket is found where only the id is known
 * @param columns names of the columns
 */
public record AssetTables(
        String keyspace,
        String table,
        String bucketTable,
        String indexTable,
        Layout layout,
        BucketPattern bucketPattern,
        BucketById bucketById,
        Columns columns) {

    /**
     * Names of the columns, the same in every table.
     *
     * @param assetType partition key of type and bucket, or a plain column in the layout {@code indexed}
     * @param bucket text, int, bigint, date or timestamp
     * @param assetId timeuuid
     * @param schemaVersion int
     * @param payload text or blob, UTF-8 JSON
     * @param lastJob text
     */
    public record Columns(
            String assetType, String bucket, String assetId, String schemaVersion, String payload, String lastJob) {}

    public AssetTables {
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(bucketPattern, "bucketPattern");
        Objects.requireNonNull(bucketById, "bucketById");
        Objects.requireNonNull(columns, "columns");
    }

    /** Reads {@code reprise.assets.*}; mistakes are noted in the settings. */
    public static AssetTables from(Settings settings) {
        Function<String, String> name = AssetTables::identifier;
        return new AssetTables(
                settings.read("reprise.assets.keyspace", name, "assets"),
                settings.read("reprise.assets.table", name, "asset"),
                settings.read("reprise.assets.bucket-table", name, "asset_bucket"),
                settings.read("reprise.assets.index-table", name, "asset_by_bucket"),
                settings.read("reprise.assets.layout", Layout::of, Layout.BUCKETED),
                settings.read("reprise.assets.bucket-pattern", BucketPattern::of, BucketPattern.of("yyyy-MM")),
                settings.read("reprise.assets.bucket-by-id", BucketById::of, BucketById.PATTERN),
                new Columns(
                        settings.read("reprise.assets.columns.asset-type", name, "asset_type"),
                        settings.read("reprise.assets.columns.bucket", name, "bucket"),
                        settings.read("reprise.assets.columns.asset-id", name, "asset_id"),
                        settings.read("reprise.assets.columns.schema-version", name, "schema_version"),
                        settings.read("reprise.assets.columns.payload", name, "payload"),
                        settings.read("reprise.assets.columns.last-job", name, "last_job")));
    }

    /**
     * Returns what finds the bucket of an asset of which only the id is known. In the layout {@code indexed} a row is found
     * by its id alone, so there is nothing to look up.
     *
     * @param index on these tables
     */
    public AssetLocator locator(AssetIndex index) {
        return bucketById == BucketById.LOOKUP && layout == Layout.BUCKETED
                ? new BucketLookup(index, bucketPattern)
                : new BucketFromId(bucketPattern);
    }

    private static String identifier(String text) {
        if (!text.matches("\\w{1,48}")) {
            throw new IllegalArgumentException("is not a name that Cassandra allows: 1 to 48 letters, digits or _");
        }
        return text;
    }
}
