package dev.reprise.endtoend.assets;

import dev.reprise.assets.Layout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of asset stores in the layout {@code indexed}, with every type of bucket. */
@ParameterizedClass
@EnumSource(BucketType.class)
class IndexedAssetStoreIT extends CassandraStoreContract {

    IndexedAssetStoreIT() {
        super(Layout.INDEXED);
    }
}
