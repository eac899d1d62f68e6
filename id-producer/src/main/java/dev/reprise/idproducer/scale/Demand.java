package dev.reprise.idproducer.scale;

import java.util.OptionalLong;

/**
 * What all jobs together still ask of the workers.
 *
 * <p>Threading: immutable.
 *
 * @param isAny whether a job needs workers at all; a paused one does not
 * @param openEvents events that are emitted and have no outcome yet, those that workers have parked among them
 * @param toEmit events that are still to be emitted; empty when nobody knows
 * @param isSlowed whether workers say that something else slows them down, such as the database
 */
public record Demand(boolean isAny, long openEvents, OptionalLong toEmit, boolean isSlowed) {

    /** Asked of nobody. */
    public static final Demand NONE = new Demand(false, 0, OptionalLong.of(0), false);

    /** Returns the demand of two. */
    public Demand plus(Demand other) {
        OptionalLong both = toEmit.isPresent() && other.toEmit.isPresent()
                ? OptionalLong.of(toEmit.getAsLong() + other.toEmit.getAsLong())
                : OptionalLong.empty();
        return new Demand(isAny || other.isAny, openEvents + other.openEvents, both, isSlowed || other.isSlowed);
    }

    /** Returns how many events are left to be processed; empty when nobody knows. */
    OptionalLong left() {
        return toEmit.isPresent() ? OptionalLong.of(openEvents + toEmit.getAsLong()) : OptionalLong.empty();
    }
}
