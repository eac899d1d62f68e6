package dev.reprise.common.topic;

/** The size of a record that every broker takes. */
public final class RecordSize {

    /**
     * Largest value of a record that we write. A broker takes batches of 1 MiB by default; the rest, 48 KB, is for the key,
     * the headers and what surrounds a record.
     */
    public static final int VALUE_BYTES_MAX = 1_000_000;

    private RecordSize() {}

    /** Returns whether a value fits into a record. */
    public static boolean fits(byte[] value) {
        return value.length <= VALUE_BYTES_MAX;
    }
}
