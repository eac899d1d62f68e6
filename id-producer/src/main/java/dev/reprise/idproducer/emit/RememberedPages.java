package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.AssetIndex;
import dev.reprise.common.assets.BucketPattern;
import dev.reprise.common.job.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The ids that the first round has emitted of a share, with the versions that their rows have now; rows that are gone are
 * left out.
 */
final class RememberedPages implements IdPages {

    private static final char POSITION = '+';

    private final Slice slice;
    private final AssetIndex index;
    private final BucketPattern pattern;
    private final EmitterOutput memory;

    RememberedPages(Slice slice, AssetIndex index, BucketPattern pattern, EmitterOutput memory) {
        this.slice = slice;
        this.index = index;
        this.pattern = pattern;
        this.memory = memory;
    }

    @Override
    public CompletionStage<IdPage> after(@Nullable String cursor, int limit) {
        int mark = cursor == null ? -1 : cursor.lastIndexOf(POSITION);
        String from = cursor == null ? "" : cursor.substring(0, mark);
        int position = cursor == null ? 0 : Integer.parseInt(cursor.substring(mark + 1)) + 1;
        Map<UUID, String> cursors = new HashMap<>();
        List<UUID> ids = new ArrayList<>();
        Optional<RememberedIds> found = memory.remembered(slice, from);
        while (found.isPresent() && ids.size() < limit) {
            RememberedIds one = found.get();
            for (; position < one.ids().size() && ids.size() < limit; position++) {
                UUID id = one.ids().get(position);
                ids.add(id);
                cursors.put(id, one.key() + POSITION + position);
            }
            if (position >= one.ids().size()) {
                position = 0;
                // Behind this key and before the next, which is of the same length.
                found = memory.remembered(slice, one.key() + POSITION);
            }
        }
        boolean exhausted = found.isEmpty();
        String last = ids.isEmpty() ? null : cursors.get(ids.get(ids.size() - 1));
        return index.versions(slice.assetType(), ids)
                .thenApply(rows -> new IdPage(
                        rows.stream()
                                .map(row -> new IdPage.Entry(
                                        row.assetId(),
                                        pattern.bucketOf(row.assetId()),
                                        row.schemaVersion(),
                                        cursors.get(row.assetId())))
                                .toList(),
                        last,
                        exhausted));
    }
}
