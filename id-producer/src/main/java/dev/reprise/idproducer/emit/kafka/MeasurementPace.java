package dev.reprise.idproducer.emit.kafka;

import dev.reprise.common.topic.EventQueue;

/**
 * Says at which of its looks a measurement of the queue asks the broker. While nothing moves and nobody emits, only one in
 * {@link #COUNTED_EVERY} does; whoever begins to emit then has the allowance of the last one until the next look.
 *
 * <p>Threading: confined to the thread that measures.
 */
final class MeasurementPace {

    /** The group changes seldom, and to describe it costs the broker more than to tell its offsets. */
    static final int COUNTED_EVERY = 10;

    private int looks;
    private boolean isAtRest;

    /**
     * Notes a look, and returns whether the queue is to be measured.
     *
     * @param isAsked whether a task has had something to emit since the last measurement
     */
    boolean isDue(boolean isAsked) {
        looks++;
        return isCountDue() || !isAtRest || isAsked;
    }

    /** Returns whether the members of the group are to be counted at this look. */
    boolean isCountDue() {
        return looks % COUNTED_EVERY == 1;
    }

    /**
     * Notes what was measured.
     *
     * @param isAsked as above
     */
    void measured(EventQueue before, EventQueue now, boolean isAsked) {
        isAtRest = !isAsked && now.lag() == 0 && now.partitions().equals(before.partitions());
    }
}
