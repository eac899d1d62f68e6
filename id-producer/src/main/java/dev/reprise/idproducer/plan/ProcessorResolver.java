package dev.reprise.idproducer.plan;

import dev.reprise.common.async.Begun;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Processors;
import dev.reprise.processor.Resolution;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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

    /**
     * Has the processor of a submission that is resolved ask the systems that it writes to.
     *
     * @return completes with every reason why it cannot be carried out; exceptionally when that cannot be known now
     */
    default CompletionStage<List<String>> obstacles(Request.Submit submit) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** Makes the resolver of some processors. */
    static ProcessorResolver of(Processors processors) {
        return new ProcessorResolver() {
            @Override
            public Resolution resolve(Request.Submit submit, AssetTypes types) {
                return processors
                        .find(submit.processor().name())
                        .map(processor -> ProcessorResolver.resolve(processor, submit.processor(), types))
                        .orElseGet(() -> new Resolution.Refused(List.of("unknown processor '"
                                + Reasons.quoted(submit.processor().name()) + "'; there is "
                                + String.join(", ", processors.names()))));
            }

            @Override
            public CompletionStage<List<String>> obstacles(Request.Submit submit) {
                return Begun.stage(() ->
                        processors.find(submit.processor().name()).orElseThrow().obstacles(submit.processor()));
            }
        };
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
