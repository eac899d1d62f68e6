package dev.reprise.idproducer.emit;

import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.AssetLocator;
import dev.reprise.common.assets.BucketRun;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.job.Slice;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The ids that the first round has emitted of an id shard, with the versions that their rows have now; rows that are gone are
 * left out.
 */
final class RememberedPages implements IdPages {

    private static final char POSITION = '+';

    private final Slice slice;
    private final AssetIndex index;
    private final AssetLocator locator;
    private final EmitterOutput memory;

    /**
     * Creates the pages of an id shard.
     *
     * @param locator finds the buckets of ids that an older release has remembered without them
     */
    RememberedPages(Slice slice, AssetIndex index, AssetLocator locator, EmitterOutput memory) {
        this.slice = slice;
        this.index = index;
        this.locator = locator;
        this.memory = memory;
    }

    /** An id with its bucket, where that is known, and where the slice goes on behind it. */
    private record Remembered(UUID assetId, @Nullable String bucket, String cursor) {}

    @Override
    public CompletionStage<IdPage> after(@Nullable String cursor, int limit) {
        int mark = cursor == null ? -1 : cursor.lastIndexOf(POSITION);
        String from = cursor == null ? "" : cursor.substring(0, mark);
        int position = cursor == null ? 0 : Integer.parseInt(cursor.substring(mark + 1)) + 1;
        List<Remembered> ids = new ArrayList<>();
        Optional<RememberedIds> found = memory.remembered(slice, from);
        while (found.isPresent() && ids.size() < limit) {
            RememberedIds one = found.get();
            List<LocatedId> located = one.buckets() == null ? null : BucketRun.located(one.ids(), one.buckets());
            for (; position < one.ids().size() && ids.size() < limit; position++) {
                String bucket = located == null ? null : located.get(position).bucket();
                ids.add(new Remembered(one.ids().get(position), bucket, one.key() + POSITION + position));
            }
            if (position >= one.ids().size()) {
                position = 0;
                // Behind this key and before the next, which is of the same length.
                found = memory.remembered(slice, one.key() + POSITION);
            }
        }
        String last = ids.isEmpty() ? null : ids.get(ids.size() - 1).cursor();
        boolean exhausted = found.isEmpty();
        return cursors(ids).thenCompose(cursors -> index.versions(slice.assetType(), List.copyOf(cursors.keySet()))
                .thenApply(rows -> new IdPage(entries(rows, cursors), last, exhausted)));
    }

    /** Returns the cursor behind each asset, in the order of the ids. */
    private CompletionStage<Map<LocatedId, String>> cursors(List<Remembered> ids) {
        List<UUID> unknown = ids.stream()
                .filter(one -> one.bucket() == null)
                .map(Remembered::assetId)
                .toList();
        return locator.locate(slice.assetType(), unknown).thenApply(located -> {
            Iterator<LocatedId> next = located.iterator();
            Map<LocatedId, String> cursors = new LinkedHashMap<>();
            for (Remembered one : ids) {
                String bucket = one.bucket();
                cursors.put(bucket == null ? next.next() : new LocatedId(bucket, one.assetId()), one.cursor());
            }
            return cursors;
        });
    }

    private static List<IdPage.Entry> entries(Map<LocatedId, AssetIndex.Entry> rows, Map<LocatedId, String> cursors) {
        return rows.entrySet().stream()
                .map(row -> new IdPage.Entry(
                        row.getKey().assetId(),
                        row.getKey().bucket(),
                        row.getValue().schemaVersion(),
                        Objects.requireNonNull(cursors.get(row.getKey()))))
                .toList();
    }
}
