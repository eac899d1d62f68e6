package dev.reprise.pipeline;

import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.Processors;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The processors of this instance, each with what carries out what it decides, opened once; and the chains of them.
 *
 * <p>Threading: immutable.
 */
public final class RunningProcessors {

    private final Map<String, Running<?>> byName = new HashMap<>();

    /**
     * Opens the sinks of all processors.
     *
     * @param contexts what the sinks of a processor are given, by its name
     * @param inFlight is told of rows that wait for another system
     */
    public RunningProcessors(Processors processors, Function<String, SinkContext> contexts, RowsInFlight inFlight) {
        processors.all().forEach(one -> byName.put(one.name(), Running.of(one, contexts.apply(one.name()), inFlight)));
    }

    /**
     * A processor that can be asked.
     *
     * @param <E> what is to be done about one asset
     */
    public record Running<E>(AssetProcessor<E> processor, Sink<E> sink) {

        private static <E> Running<E> of(AssetProcessor<E> processor, SinkContext context, RowsInFlight inFlight) {
            Sink<E> sink = processor.sink(context);
            return new Running<>(processor, processor.writesElsewhere() ? new SinkElsewhere<>(sink, inFlight) : sink);
        }

        private ChainLink<E> link(int index) {
            return new ChainLink<>(index, processor, sink);
        }

        /** Returns what a group of events asks of it. */
        public RowTask<E> task(Work work, boolean isPreview, boolean recorded) {
            return new RowTask<>(work, processor, isPreview ? null : sink, recorded);
        }
    }

    /** Returns the names in a request that are of no processor here. */
    public List<String> unknown(ProcessorSpec requested) {
        return requested.steps().stream()
                .map(ProcessorSpec::name)
                .filter(name -> !byName.containsKey(name))
                .toList();
    }

    /** Returns the processor or the chain that a request names; empty if one of its steps is unknown. */
    public Optional<Running<?>> find(ProcessorSpec requested) {
        if (!requested.isChain()) {
            return Optional.ofNullable(byName.get(requested.name()));
        }
        List<ChainLink<?>> links = new ArrayList<>();
        for (ProcessorSpec step : requested.chain()) {
            Running<?> running = byName.get(step.name());
            if (running == null) {
                return Optional.empty();
            }
            links.add(running.link(links.size()));
        }
        return Optional.of(new Running<>(new Chain(links), new ChainSink(links)));
    }
}
