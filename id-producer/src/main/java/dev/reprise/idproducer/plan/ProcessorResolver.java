package dev.reprise.idproducer.plan;

import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Processors;
import dev.reprise.processor.Resolution;
import java.util.List;

/**
 * Has the processor that a submission asks for say whether it can do that.
 *
 * <p>Threading: safe for any number of threads.
 */
@FunctionalInterface
public interface ProcessorResolver {

    /** Resolves a submission for the asset types of its selection. */
    Resolution resolve(Request.Submit submit, AssetTypes types, OtherJobs jobs);

    /** Resolves a submission as far as it can be known without the jobs there are. */
    default Resolution resolve(Request.Submit submit) {
        return resolve(
                submit,
                submit.selector() instanceof Selector.DeadLettersOf
                        ? AssetTypes.UNKNOWN
                        : AssetTypes.of(submit.selector().types()),
                OtherJobs.UNKNOWN);
    }

    /**
     * Makes the resolver of some processors.
     *
     * @param tables what is known of the tables
     */
    static ProcessorResolver of(Processors processors, KnownTables tables) {
        return (submit, types, jobs) -> processors
                .find(submit.processor().name())
                .map(processor -> resolve(
                        processor,
                        submit.processor(),
                        types,
                        new Acceptance(submit.mode() == Mode.PREVIEW, jobs, tables)))
                .orElseGet(() -> new Resolution.Refused(List.of("unknown processor '"
                        + Reasons.quoted(submit.processor().name()) + "'; there is "
                        + String.join(", ", processors.names()))));
    }

    /** A processor of anybody: what it throws must not end the coordinator, which would meet the request again. */
    private static Resolution resolve(
            AssetProcessor<?> processor, ProcessorSpec requested, AssetTypes types, Circumstances known) {
        try {
            return processor.resolve(requested, types, known);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return new Resolution.Refused(List.of("the processor '" + processor.name() + "' failed: " + Reasons.of(e)));
        }
    }
}
