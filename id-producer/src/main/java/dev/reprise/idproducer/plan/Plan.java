package dev.reprise.idproducer.plan;

import dev.reprise.common.job.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One round over a selection.
 *
 * @param slices what there is to page; none when the selection is empty
 * @param assets how many assets they hold; {@code null} where nobody knows before they are paged
 */
public record Plan(List<Slice> slices, @Nullable Long assets) {
    public Plan {
        slices = List.copyOf(slices);
    }
}
