package dev.reprise.endtoend.assets;

import dev.reprise.common.assets.Layout;

/** The contract of asset stores in the layout {@code bucketed}. */
class BucketedAssetStoreIT extends CassandraStoreContract {

    BucketedAssetStoreIT() {
        super(Layout.BUCKETED);
    }
}
