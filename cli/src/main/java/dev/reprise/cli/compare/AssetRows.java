package dev.reprise.cli.compare;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The rows of assets that have a payload, each with its write time in microseconds.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface AssetRows {

    /** Gives all rows of a type, some at a time. */
    void forEachPage(String assetType, Consumer<Map<UUID, Long>> page);

    /** Returns those of a type that are there. */
    Map<UUID, Long> writtenAt(String assetType, Collection<UUID> assetIds);
}
