package dev.reprise.audit;

import java.util.UUID;
import java.util.function.ObjIntConsumer;

/**
 * Numbers ids from 0 in the order of their first appearance. Open addressing over primitive arrays: about 40 bytes an
 * id, where a hash map of UUIDs takes 100.
 *
 * <p>Threading: one thread.
 */
final class IdIndex {

    private static final int INITIAL_SLOTS = 1024;

    private long[] most = new long[INITIAL_SLOTS];
    private long[] least = new long[INITIAL_SLOTS];

    /** Number of the id in a slot, plus one; 0 marks a slot as free. */
    private int[] numbers = new int[INITIAL_SLOTS];

    private int size;

    /** Returns the number of an id, giving it the next one if it has none. */
    int number(UUID id) {
        int slot = slot(id);
        if (numbers[slot] == 0) {
            if (size >= numbers.length / 2) {
                grow();
                slot = slot(id);
            }
            put(slot, id.getMostSignificantBits(), id.getLeastSignificantBits(), size + 1);
            size++;
        }
        return numbers[slot] - 1;
    }

    /** Returns the number of an id, or -1 when it has none. */
    int find(UUID id) {
        return numbers[slot(id)] - 1;
    }

    /** Returns how many ids have numbers. */
    int size() {
        return size;
    }

    /** Gives every id with its number, in no order. */
    void forEach(ObjIntConsumer<UUID> consumer) {
        for (int slot = 0; slot < numbers.length; slot++) {
            if (numbers[slot] != 0) {
                consumer.accept(new UUID(most[slot], least[slot]), numbers[slot] - 1);
            }
        }
    }

    private int slot(UUID id) {
        return slot(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    private int slot(long high, long low) {
        int mask = numbers.length - 1;
        long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L;
        int slot = (int) (mixed >>> 32) & mask;
        while (numbers[slot] != 0 && (most[slot] != high || least[slot] != low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void put(int slot, long high, long low, int number) {
        most[slot] = high;
        least[slot] = low;
        numbers[slot] = number;
    }

    private void grow() {
        long[] oldMost = most;
        long[] oldLeast = least;
        int[] oldNumbers = numbers;
        int slots = Math.multiplyExact(numbers.length, 2);
        most = new long[slots];
        least = new long[slots];
        numbers = new int[slots];
        for (int old = 0; old < oldNumbers.length; old++) {
            if (oldNumbers[old] != 0) {
                put(slot(oldMost[old], oldLeast[old]), oldMost[old], oldLeast[old], oldNumbers[old]);
            }
        }
    }
}
