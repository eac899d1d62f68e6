package dev.reprise.idproducer.plan;

import dev.reprise.common.job.Slice;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One round over a selection.
 *
 * @param slices what there is to page; none when the selection is empty
 * @param assets how many assets they hold; {@code null} where nobody knows before they are paged
 * @param compared what was compared to find them; {@code null} for nothing
 */
public record Plan(List<Slice> slices, @Nullable Long assets, @Nullable Compared compared) {

    /**
     * What a comparison with the rows has found.
     *
     * @param count how much differs, also what has a dead letter
     * @param words the numbers, for a person
     */
    public record Compared(long count, String words) {
        public Compared {
            Objects.requireNonNull(words, "words");
        }
    }

    /** Plans a round without a comparison. */
    public Plan(List<Slice> slices, @Nullable Long assets) {
        this(slices, assets, null);
    }

    public Plan {
        slices = List.copyOf(slices);
    }
}
