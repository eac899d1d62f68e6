package dev.reprise.workload.livewriter;

import java.util.Objects;

/**
 * One change that production makes to one asset. The write time is part of it and sent with it, so that the log knows
 * what the database knows.
 *
 * <p>Threading: immutable.
 */
public sealed interface Operation {

    /** The asset that is changed. */
    AssetKey key();

    /** Write time of the cells, or of the tombstone, in microseconds since the epoch. */
    long timestampMicros();

    /** An operation after which there is a row. */
    sealed interface Write extends Operation {

        /** Version and payload of the row. */
        VersionedPayload content();

        /** Rest of the row's life; 0 for no end. */
        default int ttlSeconds() {
            return 0;
        }
    }

    /** A new asset, or one that was deleted and comes back, as a whole row; its bucket is announced first. */
    record Create(AssetKey key, long timestampMicros, VersionedPayload content) implements Write {
        public Create {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(content, "content");
        }
    }

    /** A new payload for an asset that exists. */
    record Update(AssetKey key, long timestampMicros, VersionedPayload content) implements Write {
        public Update {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(content, "content");
        }
    }

    /**
     * A new payload for an asset that exists, and the end of its life. It replaces the whole row, the row marker too, so
     * that nothing of the row outlives it.
     *
     * @param ttlSeconds at least 1
     */
    record UpdateWithTtl(AssetKey key, long timestampMicros, VersionedPayload content, int ttlSeconds)
            implements Write {
        public UpdateWithTtl {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(content, "content");
            if (ttlSeconds < 1) {
                throw new IllegalArgumentException("ttlSeconds must be at least 1, not " + ttlSeconds);
            }
        }
    }

    /** The end of an asset. */
    record Delete(AssetKey key, long timestampMicros) implements Operation {
        public Delete {
            Objects.requireNonNull(key, "key");
        }
    }
}
