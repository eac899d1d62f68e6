package dev.reprise.common.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.TraceParent;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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
 */
public record Pinned(
        ProcessorSpec processor,
        Map<String, String> checksums,
        Map<String, Pending> pending,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceParent) {

    /** No type is called so. */
    public static final String EVERY_TYPE = "";

    /** Pins what belongs to no trace. */
    public Pinned(ProcessorSpec processor, Map<String, String> checksums, Map<String, Pending> pending) {
        this(processor, checksums, pending, null);
    }

    public Pinned {
        traceParent = TraceParent.orNull(traceParent);
        Objects.requireNonNull(processor, "processor");
        // Sorted, so that the same job is always the same bytes.
        checksums = sorted(checksums);
        pending = sorted(pending);
        Pending ofEvery = pending.get(EVERY_TYPE);
        if (ofEvery != null && !ofEvery.equals(new Pending.Nothing())) {
            throw new IllegalArgumentException("a verification needs the names of the types, not " + ofEvery);
        }
    }

    /** Returns the same in the trace of a request. */
    public Pinned tracedBy(@Nullable String parent) {
        return new Pinned(processor, checksums, pending, parent);
    }

    /** Returns what has still to be processed of a type; empty where the job does nothing to it. */
    public Optional<Pending> of(String assetType) {
        return Optional.ofNullable(pending.getOrDefault(assetType, pending.get(EVERY_TYPE)));
    }

    /**
     * Returns whether the rows show what the job has done. If not, then no verification can look for what is left, and no
     * other job that works on the same assets is in its way.
     */
    @JsonIgnore
    public boolean isSeenInRows() {
        return pending.isEmpty() || pending.values().stream().anyMatch(one -> !one.equals(new Pending.Nothing()));
    }

    private static <V> Map<String, V> sorted(@Nullable Map<String, V> given) {
        return given == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(given));
    }
}
