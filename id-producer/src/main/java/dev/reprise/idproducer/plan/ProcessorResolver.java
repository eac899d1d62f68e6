package dev.reprise.idproducer.plan;

import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Processors;
import dev.reprise.processor.Resolution;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the processor that a submission asks for say whether it can do that.
 *
 * <p>Threading: safe for any number of threads.
 */
@FunctionalInterface
public interface ProcessorResolver {

    /** Resolves a submission for the asset types of its selection. */
    Resolution resolve(Request.Submit submit, AssetTypes types);

    /** Resolves a submission as far as it can be known without the jobs there are. */
    default Resolution resolve(Request.Submit submit) {
        return resolve(
                submit,
                submit.selector() instanceof Selector.DeadLettersOf
                        ? AssetTypes.UNKNOWN
                        : AssetTypes.of(submit.selector().types()));
    }

    /** Makes the resolver of some processors. */
    static ProcessorResolver of(Processors processors) {
        return (submit, types) -> {
            List<ProcessorSpec> steps = submit.processor().steps();
            List<Pinned> pinned = new ArrayList<>();
            List<String> problems = new ArrayList<>();
            for (int step = 0; step < steps.size(); step++) {
                String where = steps.size() == 1 ? "" : "step " + (step + 1) + ": ";
                Resolution resolution = resolve(processors, steps.get(step), types);
                resolution.problems().forEach(problem -> problems.add(where + problem));
                if (resolution instanceof Resolution.Accepted accepted) {
                    pinned.add(accepted.pinned());
                }
            }
            if (!problems.isEmpty()) {
                return new Resolution.Refused(problems);
            }
            return new Resolution.Accepted(steps.size() == 1 ? pinned.get(0) : Pinned.chain(pinned));
        };
    }

    private static Resolution resolve(Processors processors, ProcessorSpec requested, AssetTypes types) {
        return processors
                .find(requested.name())
                .map(processor -> resolve(processor, requested, types))
                .orElseGet(() -> new Resolution.Refused(List.of("unknown processor '" + Reasons.quoted(requested.name())
                        + "'; there is " + String.join(", ", processors.names()))));
    }

    /** A processor of anybody: what it throws must not end the coordinator, which would meet the request again. */
    private static Resolution resolve(AssetProcessor<?> processor, ProcessorSpec requested, AssetTypes types) {
        try {
            return processor.resolve(requested, types);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return new Resolution.Refused(List.of("the processor '" + processor.name() + "' failed: " + Reasons.of(e)));
        }
    }
}
