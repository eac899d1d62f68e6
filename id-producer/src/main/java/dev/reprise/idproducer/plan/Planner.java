package dev.reprise.idproducer.plan;

import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Request;
import java.util.concurrent.CompletionStage;

/**
 * Cuts selections into slices. Planning may be repeated: the id of a slice follows from what it covers.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface Planner {

    /**
     * Plans one round.
     *
     * @param submit the job's request
     * @param pinned what has still to be processed of each type
     * @param round round to plan
     * @param kind what is done with the ids found
     * @return completes exceptionally when the selection cannot be read: with a {@link
     *     dev.reprise.idproducer.read.RefusedSelectionException} when it never can be, with another {@link
     *     dev.reprise.idproducer.read.UnreadableException} when a person must change something first
     */
    CompletionStage<Plan> plan(Request.Submit submit, Pinned pinned, int round, Slice.Kind kind);
}
