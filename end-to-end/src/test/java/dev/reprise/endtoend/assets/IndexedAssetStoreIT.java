package dev.reprise.endtoend.assets;

import dev.reprise.common.assets.Layout;

/** The contract of asset stores in the layout {@code indexed}. */
class IndexedAssetStoreIT extends CassandraStoreContract {

    IndexedAssetStoreIT() {
        super(Layout.INDEXED);
    }
}
