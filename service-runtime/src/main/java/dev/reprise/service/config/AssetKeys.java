package dev.reprise.service.config;

import dev.reprise.assets.BucketById;
import dev.reprise.assets.BucketPattern;
import dev.reprise.assets.CqlName;
import dev.reprise.assets.Layout;
import io.smallrye.config.WithDefault;

/**
 * The keys below {@code reprise.assets}: where the assets live.
 *
 * <p>Threading: immutable.
 */
public interface AssetKeys {

    @Setting(
            unit = "name",
            why = "contract",
            wrong =
                    "names are 1 – 48 letters, digits or `_`. What is missing or has a wrong type is waited for, and all of"
                            + " it is named")
    @WithDefault("assets")
    CqlName keyspace();

    @Setting(unit = "name", why = "contract", wrong = "as for `reprise.assets.keyspace`")
    @WithDefault("asset")
    CqlName table();

    @Setting(unit = "name", why = "contract", wrong = "a bucket that is not in it is never read")
    @WithDefault("asset_bucket")
    CqlName bucketTable();

    @Setting(unit = "name", why = "contract", wrong = "read in the layout `indexed` only")
    @WithDefault("asset_by_bucket")
    CqlName indexTable();

    @Setting(
            unit = "`bucketed`, `indexed`",
            why = "groups of rows in one request",
            wrong = "must be that of the tables")
    @WithDefault("bucketed")
    Layout layout();

    @Setting(
            unit = "date pattern, and `#` with 1 – 1000 shards",
            why = "months keep partitions moderate for most",
            wrong =
                    "not the one the tables are filled by: buckets may be left out of a job with `from` or `to`; with `date`"
                            + " and `timestamp` columns jobs fail when they are planned and name the bucket; a pattern that the"
                            + " type of the column cannot serve is waited for, as a wrong table")
    @WithDefault("yyyy-MM")
    BucketPattern bucketPattern();

    @Setting(
            unit = "`pattern`, `lookup`",
            why = "computing costs nothing. Only ids of a list or a query need it",
            wrong =
                    "`pattern` with tables whose buckets are made by another function: such assets are `gone`, and a job"
                            + " that finds none says so. `lookup`: a read for each bucket that may hold an id")
    @WithDefault("pattern")
    BucketById bucketById();

    /** Returns the names of the columns, the same in every table. */
    ColumnKeys columns();

    /** The keys below {@code reprise.assets.columns}. */
    interface ColumnKeys {

        @Setting(unit = "name", why = "contract", wrong = "as for `reprise.assets.keyspace`")
        @WithDefault("asset_type")
        CqlName assetType();

        @Setting(unit = "name", why = "contract", wrong = "as for `reprise.assets.keyspace`")
        @WithDefault("bucket")
        CqlName bucket();

        @Setting(unit = "name", why = "contract", wrong = "as for `reprise.assets.keyspace`")
        @WithDefault("asset_id")
        CqlName assetId();

        @Setting(unit = "name", why = "contract", wrong = "as for `reprise.assets.keyspace`")
        @WithDefault("schema_version")
        CqlName schemaVersion();

        @Setting(unit = "name", why = "contract", wrong = "as for `reprise.assets.keyspace`")
        @WithDefault("payload")
        CqlName payload();

        @Setting(unit = "name", why = "contract", wrong = "as for `reprise.assets.keyspace`")
        @WithDefault("last_job")
        CqlName lastJob();
    }
}
