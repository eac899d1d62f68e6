package dev.reprise.endtoend.assets;

import dev.reprise.assets.Layout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of asset stores in the layout {@code bucketed}, with every type of bucket. */
@ParameterizedClass
@EnumSource(BucketType.class)
class BucketedAssetStoreIT extends CassandraStoreContract {

    BucketedAssetStoreIT() {
        super(Layout.BUCKETED);
    }
}
