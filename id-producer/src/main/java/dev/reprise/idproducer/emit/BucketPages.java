package dev.reprise.idproducer.emit;

import dev.reprise.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.job.Slice;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The ids of one (type, bucket) as they stand in Cassandra, newest first; with versions where the round looks at them. */
final class BucketPages implements IdPages {

    private final AssetIndex index;
    private final IdRange whole;
    private final boolean withVersions;

    BucketPages(Slice slice, AssetIndex index) {
        this.index = index;
        var partition = new AssetPartition(slice.assetType(), Objects.requireNonNull(slice.bucket()));
        this.whole = IdRange.of(partition, slice.from(), slice.to());
        this.withVersions = slice.kind() != Slice.Kind.EMIT;
    }

    @Override
    public CompletionStage<IdPage> after(@Nullable String cursor, int limit) {
        IdRange rest = cursor == null ? whole : whole.below(UUID.fromString(cursor));
        return (withVersions ? index.pageWithVersions(rest, limit) : index.page(rest, limit)).thenApply(this::page);
    }

    private IdPage page(AssetIndex.Page found) {
        String bucket = whole.partition().bucket();
        return new IdPage(
                found.entries().stream()
                        .map(entry -> new IdPage.Entry(entry.assetId(), bucket, entry.schemaVersion(), null))
                        .toList(),
                found.last() == null ? null : found.last().toString(),
                found.exhausted());
    }
}
