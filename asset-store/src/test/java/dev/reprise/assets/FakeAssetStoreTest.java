package dev.reprise.assets;

import dev.reprise.common.assets.Asset;
import java.util.UUID;

/** The fake keeps the contract of the real stores, so what is tested with it holds with them. */
class FakeAssetStoreTest extends AssetStoreContract {

    private final FakeAssetStore store = new FakeAssetStore();

    @Override
    protected AssetStore store() {
        return store;
    }

    @Override
    protected void put(UUID assetId, int version, String payload, int ttl, long writtenAtMicros) {
        Asset before = store.rows.get(assetId);
        store.rows.put(
                assetId,
                new Asset(
                        assetId,
                        version,
                        bytes(payload),
                        writtenAtMicros,
                        ttl == 0 ? null : ttl,
                        before == null ? null : before.lastJob()));
    }

    @Override
    protected void delete(UUID assetId, long deletedAtMicros) {
        store.rows.remove(assetId);
        store.deletedAtMicros.put(assetId, deletedAtMicros);
    }

    @Override
    protected void putSerially(UUID assetId, int version, String payload, int ttl) {
        put(assetId, version, payload, ttl, 1_000_000L);
    }

    @Override
    protected void deleteSerially(UUID assetId) {
        store.rows.remove(assetId);
    }
}
