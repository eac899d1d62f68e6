package dev.reprise.workload.sample;

import java.util.OptionalLong;
import java.util.UUID;

/**
 * Ids of the sample, in the order of their creation times, spread evenly over its time with some scatter. In
 * every hundred there are three of one type that share a millisecond, two of which share even the tick of 100 ns, as
 * happens in production when assets are imported. An id carries its number, so that it can be turned back.
 *
 * <p>Threading: immutable.
 */
final class SampleIds {

    private static final int KIND = 'S';

    private static final int MAKERS = 1 << 14;

    /** An import of three assets begins at every hundredth one; the three are movies. */
    private static final int IMPORT_EVERY = 100;

    private static final int IMPORT_FIRST = 20;

    private static final int IMPORT_SIZE = 3;

    private final long count;
    private final long seed;
    private final int maker;
    private final long firstTick;
    private final long stepTicks;

    SampleIds(SampleSpec spec) {
        this.count = spec.assets();
        this.seed = spec.seed();
        this.maker = (int) Scatter.below(MAKERS, seed, 0);
        this.firstTick = TimeBasedId.ticks(spec.from());
        this.stepTicks = (TimeBasedId.ticks(spec.to()) - firstTick) / count;
    }

    UUID at(long index) {
        return TimeBasedId.of(ticks(index), maker, KIND, index);
    }

    /** Returns the number of an id, or empty when it is none of this sample. */
    OptionalLong indexOf(UUID assetId) {
        long index = TimeBasedId.sequence(assetId);
        boolean ours =
                TimeBasedId.kind(assetId) == KIND && index < count && at(index).equals(assetId);
        return ours ? OptionalLong.of(index) : OptionalLong.empty();
    }

    long writtenAtMicros(long index) {
        return TimeBasedId.epochMicros(ticks(index));
    }

    private long ticks(long index) {
        long placeInImport = index % IMPORT_EVERY - IMPORT_FIRST;
        if (placeInImport < 0 || placeInImport >= IMPORT_SIZE) {
            return scattered(index);
        }
        long first = scattered(index - placeInImport);
        long milli = first - first % TimeBasedId.TICKS_PER_MILLI;
        return milli + Math.min(placeInImport, 1);
    }

    private long scattered(long index) {
        return firstTick + index * stepTicks + Scatter.below(stepTicks, seed, index);
    }
}
