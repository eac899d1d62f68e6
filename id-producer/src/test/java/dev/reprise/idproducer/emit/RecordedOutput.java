package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.wire.Json;
import dev.reprise.pipeline.result.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Remembers what an emitter has caused. */
final class RecordedOutput implements EmitterOutput {
    final List<AssetEvent> events = new ArrayList<>();
    final Map<AssetEvent, Result> processed = new LinkedHashMap<>();
    int deliveries;
    final List<AssetEvent> left = new ArrayList<>();
    final Map<String, SliceCursor> cursors = new HashMap<>();
    final List<String> refusals = new ArrayList<>();
    final Map<String, Progress> totals = new HashMap<>();
    final Set<UUID> deadLettered = new HashSet<>();
    final Map<String, TreeMap<String, RememberedIds>> remembered = new HashMap<>();

    @Override
    public void emit(AssetEvent event, Slice slice) {
        events.add(event);
    }

    @Override
    public void processed(AssetEvent event, SliceCursor cursor, Result result) {
        processed.put(event, result);
        deliveries++;
    }

    @Override
    public void left(AssetEvent event) {
        left.add(event);
    }

    @Override
    public void save(SliceCursor cursor) {
        cursors.put(cursor.slice().key(), Json.read(Json.bytes(cursor), SliceCursor.class));
    }

    @Override
    public void forget(SliceCursor cursor) {
        cursors.remove(cursor.slice().key());
    }

    @Override
    public void report(Progress progress) {
        totals.put(progress.key(), progress);
        Progress.Parked held = progress.parked();
        if (held != null && held.refusal() != null) {
            refusals.add(held.refusal());
        }
    }

    @Override
    public void remember(Slice slice, long position, List<LocatedId> ids) {
        RememberedIds stored = RememberedIds.of(String.format(Locale.ROOT, "%012d", position), ids);
        remembered
                .computeIfAbsent(slice.affinityKey(), unseen -> new TreeMap<>())
                .put(stored.key(), RememberedIds.of(stored.key(), stored.idBytes(), stored.bucketBytes()));
    }

    @Override
    public Optional<RememberedIds> remembered(Slice slice, String from) {
        var first =
                remembered.getOrDefault(slice.affinityKey(), new TreeMap<>()).ceilingEntry(from);
        return Optional.ofNullable(first).map(Map.Entry::getValue);
    }

    @Override
    public boolean isDeadLettered(Slice slice, LocatedId asset) {
        return deadLettered.contains(asset.assetId());
    }

    long emittedByTotals() {
        return totals.values().stream().mapToLong(one -> one.counts().emitted()).sum();
    }
}
