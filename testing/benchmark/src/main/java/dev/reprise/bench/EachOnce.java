package dev.reprise.bench;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.text.Words;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds the result of a run against the rows that it was made of: each row has led to one entry, document or row, as it has to
 * be, and there is no other.
 *
 * <p>Threading: one thread. Memory: an id for each row.
 */
public final class EachOnce {

    private final Items items;
    private final Map<UUID, Integer> missing = new HashMap<>();
    private int others;
    private @Nullable String firstWrong;

    /** What an entry is held against. */
    @FunctionalInterface
    public interface Check {

        /** Returns whether the entry is that of a row. */
        boolean fits(int index);
    }

    /** Nothing was found yet. */
    public EachOnce(Items items) {
        this.items = items;
        for (int index = 0; index < items.count(); index++) {
            missing.put(items.assetId(index), index);
        }
    }

    /** Notes an entry. */
    public void found(UUID assetId, Check check) {
        Integer index = missing.remove(assetId);
        if (index == null) {
            others++;
        } else if (!check.fits(index) && firstWrong == null) {
            firstWrong = assetId.toString();
        }
    }

    /**
     * Ends the look.
     *
     * @param what was looked at, in words
     * @throws FailedException if anything is missing, is there twice, belongs to no row, or is not as it has to be
     */
    public void require(String what) {
        if (!missing.isEmpty() || others > 0) {
            throw new FailedException(what + ": of " + Words.number(items.count()) + " rows "
                    + Words.number(missing.size()) + " are missing, and " + Words.number(others)
                    + " are there twice or belong to no row");
        }
        if (firstWrong != null) {
            throw new FailedException(what + ": what was made of the row " + firstWrong + " is wrong");
        }
    }
}
