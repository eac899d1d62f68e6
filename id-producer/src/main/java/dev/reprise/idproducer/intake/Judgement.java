package dev.reprise.idproducer.intake;

import dev.reprise.common.request.Reasons;
import dev.reprise.idproducer.plan.LookedTables;
import java.util.List;

/** What is to become of a posted request. */
public sealed interface Judgement {

    /**
     * Sound in itself; the coordinator decides the rest.
     *
     * @param job the job it is about, given by the service where the request left it out
     * @param tables those that it rests on
     */
    record Accepted(String job, LookedTables tables) implements Judgement {}

    /**
     * Not to be served.
     *
     * @param reasons why, at least one, bounded by {@link Reasons}
     */
    record Refused(List<String> reasons) implements Judgement {
        public Refused {
            reasons = Reasons.bounded(reasons);
        }
    }
}
