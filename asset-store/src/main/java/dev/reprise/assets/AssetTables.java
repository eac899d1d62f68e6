package dev.reprise.assets;

import java.util.Objects;
import java.util.stream.Stream;

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
            String assetType, String bucket, String assetId, String schemaVersion, String payload, String lastJob) {
        public Columns {
            Stream.of(assetType, bucket, assetId, schemaVersion, payload, lastJob)
                    .forEach(CqlName::new);
        }
    }

    public AssetTables {
        Stream.of(keyspace, table, bucketTable, indexTable).forEach(CqlName::new);
        Objects.requireNonNull(layout, "layout");
        Objects.requireNonNull(bucketPattern, "bucketPattern");
        Objects.requireNonNull(bucketById, "bucketById");
        Objects.requireNonNull(columns, "columns");
    }

    /**
     * Returns the tables of the contract in a keyspace: what holds where nothing else is configured.
     *
     * @param keyspace keyspace of all tables
     */
    public static AssetTables of(String keyspace, Layout layout) {
        return new AssetTables(
                keyspace,
                "asset",
                "asset_bucket",
                "asset_by_bucket",
                layout,
                BucketPattern.of("yyyy-MM"),
                BucketById.PATTERN,
                new Columns("asset_type", "bucket", "asset_id", "schema_version", "payload", "last_job"));
    }

    /** Returns the same tables with buckets by another pattern. */
    public AssetTables with(BucketPattern pattern) {
        return new AssetTables(keyspace, table, bucketTable, indexTable, layout, pattern, bucketById, columns);
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
}
