package dev.reprise.common.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.TraceParent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What must not change while a job runs, as resolved when it was accepted.
 *
 * <p>Threading: immutable.
 *
 * @param processor the processor as requested
 * @param checksums name to checksum of all that decides what the processor does; a worker with others refuses
 * @param pending by asset type, what has still to be processed; the job does nothing to a type that is not in it. Under
 *     {@link #EVERY_TYPE} stands what holds for each type that has no entry of its own, which can only be that no
 *     verification looks at it
 * @param traceParent the trace that the request belongs to, see {@link TraceParent}; {@code null} for none
 * @param steps what is pinned for each step of a chain; empty where the processor is none
 * @param fence how far above the write time that it has read the job writes a row, in microseconds: another odd number for
 *     each job that writes, and a higher one for a later job, so that the writes of two jobs never meet at one time
 */
public record Pinned(
        ProcessorSpec processor,
        Map<String, String> checksums,
        Map<String, Pending> pending,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceParent,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Pinned> steps,
        int fence) {

    /** The fence of the first job, and of those that an earlier release has accepted. */
    public static final int FENCE_MIN = 1;

    /** No type is called so. */
    public static final String EVERY_TYPE = "";

    /** Pins what belongs to no trace. */
    public Pinned(ProcessorSpec processor, Map<String, String> checksums, Map<String, Pending> pending) {
        this(processor, checksums, pending, null, List.of(), FENCE_MIN);
    }

    /**
     * Pins a chain by what is pinned for each of its steps. A verification looks for whatever one of them has still to do.
     *
     * @param steps in their order
     */
    public static Pinned chain(List<Pinned> steps) {
        Map<String, String> checksums = new TreeMap<>();
        Map<String, Pending> pending = new TreeMap<>();
        steps.forEach(step -> {
            checksums.putAll(step.checksums());
            step.pending().forEach((type, one) -> pending.merge(type, one, Pending::or));
        });
        var chain = ProcessorSpec.chain(steps.stream().map(Pinned::processor).toList());
        return new Pinned(chain, checksums, pending, null, steps, FENCE_MIN);
    }

    public Pinned {
        traceParent = TraceParent.orNull(traceParent);
        Objects.requireNonNull(processor, "processor");
        // Sorted, so that the same job is always the same bytes.
        checksums = sorted(checksums);
        pending = sorted(pending);
        // Not there in what an earlier release has stored.
        steps = steps == null ? List.of() : List.copyOf(steps);
        fence = Math.max(FENCE_MIN, fence);
        Pending ofEvery = pending.get(EVERY_TYPE);
        if (ofEvery != null && !ofEvery.equals(new Pending.Nothing())) {
            throw new IllegalArgumentException("a verification needs the names of the types, not " + ofEvery);
        }
    }

    /** Returns the same in the trace of a request. */
    public Pinned tracedBy(@Nullable String parent) {
        return new Pinned(processor, checksums, pending, parent, steps, fence);
    }

    /** Returns the same behind a fence, with all steps. */
    public Pinned behind(int ownFence) {
        List<Pinned> own = steps.stream().map(step -> step.behind(ownFence)).toList();
        return new Pinned(processor, checksums, pending, traceParent, own, ownFence);
    }

    /** Returns what has still to be processed of a type; empty where the job does nothing to it. */
    public Optional<Pending> of(String assetType) {
        return Optional.ofNullable(pending.getOrDefault(assetType, pending.get(EVERY_TYPE)));
    }

    /**
     * Returns whether the rows show what the job has done, or a comparison does. If not, then no verification can look for what is left, and no
     * other job that works on the same assets is in its way.
     */
    @JsonIgnore
    public boolean isSeenInRows() {
        return pending.isEmpty() || !typesSeenInRows().isEmpty();
    }

    /** Returns whether the processor itself compares what it has done with the rows, and finishes the job. */
    @JsonIgnore
    public boolean isCompared() {
        return pending.values().stream().anyMatch(Pending.Compared.class::isInstance);
    }

    /** Returns the types whose rows show what the job has done, in their order. */
    public Set<String> typesSeenInRows() {
        Set<String> types = new TreeSet<>(pending.keySet());
        types.removeIf(type -> new Pending.Nothing().equals(pending.get(type)));
        return types;
    }

    private static <V> Map<String, V> sorted(@Nullable Map<String, V> given) {
        return given == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(given));
    }
}
