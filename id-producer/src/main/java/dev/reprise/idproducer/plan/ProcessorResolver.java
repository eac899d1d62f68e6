package dev.reprise.idproducer.plan;

import dev.reprise.common.assets.TableShape;
import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Repeated;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.processor.AroundRounds;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Processors;
import dev.reprise.processor.Resolution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Has the processor that a submission asks for say whether it can do that.
 *
 * <p>Threading: safe for any number of threads.
 */
@FunctionalInterface
public interface ProcessorResolver {

    /** Resolves a submission for the asset types of its selection, beside tables that were looked at. */
    Resolution resolve(Request.Submit submit, AssetTypes types, OtherJobs jobs, LookedTables tables);

    /** Resolves a submission as far as it can be known without the jobs there are. */
    default Resolution resolve(Request.Submit submit, LookedTables tables) {
        return resolve(submit, types(submit), OtherJobs.UNKNOWN, tables);
    }

    private static AssetTypes types(Request.Submit submit) {
        return submit.selector() instanceof Selector.DeadLettersOf
                ? AssetTypes.UNKNOWN
                : AssetTypes.of(submit.selector().types());
    }

    /**
     * Looks at the tables that the processor of a submission asks about.
     *
     * @return completes with those that there are; exceptionally when that cannot be known now
     */
    default CompletionStage<LookedTables> look(Request.Submit submit) {
        return CompletableFuture.completedFuture(LookedTables.NONE);
    }

    /**
     * Has the processor of a submission that is resolved ask the systems that it writes to.
     *
     * @return completes with every reason why it cannot be carried out; exceptionally when that cannot be known now
     */
    default CompletionStage<List<String>> obstacles(Request.Submit submit) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** Returns what a processor does around the rounds of jobs that it compares with the rows. */
    default Optional<AroundRounds> aroundRounds(ProcessorSpec processor) {
        return Optional.empty();
    }

    /**
     * Makes the resolver of some processors.
     *
     * @param tables what is known of the tables
     */
    static ProcessorResolver of(Processors processors, KnownTables tables) {
        return new ProcessorResolver() {
            @Override
            public Resolution resolve(Request.Submit submit, AssetTypes types, OtherJobs jobs, LookedTables looked) {
                return judged(submit, types, jobs, name -> Optional.ofNullable(
                                looked.byName().get(name))
                        .or(() -> tables.table(name)));
            }

            @Override
            public CompletionStage<LookedTables> look(Request.Submit submit) {
                Set<String> names = new LinkedHashSet<>();
                var unused = judged(submit, types(submit), OtherJobs.UNKNOWN, name -> {
                    names.add(name);
                    return tables.table(name);
                });
                Map<String, TableShape> seen = new HashMap<>();
                return Repeated.forEach(List.copyOf(names), name -> tables.look(name)
                                .thenAccept(table -> table.ifPresent(one -> seen.put(name, one))))
                        .thenApply(done -> new LookedTables(seen));
            }

            private Resolution judged(
                    Request.Submit submit,
                    AssetTypes types,
                    OtherJobs jobs,
                    Function<String, Optional<TableShape>> table) {
                var known = new Acceptance(
                        submit.mode() == Mode.PREVIEW, isOfWholeTypes(submit), jobs, table, tables.whyNoDeletes());
                List<ProcessorSpec> steps = submit.processor().steps();
                List<Pinned> pinned = new ArrayList<>();
                List<String> problems = new ArrayList<>();
                for (int step = 0; step < steps.size(); step++) {
                    String where = where(steps, step);
                    Resolution resolution = ProcessorResolver.resolve(processors, steps.get(step), types, known);
                    resolution.problems().forEach(problem -> problems.add(where + problem));
                    if (resolution instanceof Resolution.Accepted accepted) {
                        pinned.add(accepted.pinned());
                    }
                }
                if (!problems.isEmpty()) {
                    return new Resolution.Refused(problems);
                }
                return new Resolution.Accepted(steps.size() == 1 ? pinned.get(0) : Pinned.chain(pinned));
            }

            @Override
            public CompletionStage<List<String>> obstacles(Request.Submit submit) {
                List<ProcessorSpec> steps = submit.processor().steps();
                CompletionStage<List<String>> all = CompletableFuture.completedFuture(List.of());
                for (int step = 0; step < steps.size(); step++) {
                    ProcessorSpec one = steps.get(step);
                    String where = where(steps, step);
                    CompletionStage<List<String>> ofStep = Begun.stage(
                            () -> processors.find(one.name()).orElseThrow().obstacles(submit.job(), one));
                    all = all.thenCombine(ofStep, (before, found) -> Stream.concat(
                                    before.stream(), found.stream().map(problem -> where + problem))
                            .toList());
                }
                return all;
            }

            @Override
            public Optional<AroundRounds> aroundRounds(ProcessorSpec processor) {
                return processors.find(processor.name()).flatMap(AssetProcessor::aroundRounds);
            }
        };
    }

    private static boolean isOfWholeTypes(Request.Submit submit) {
        return submit.selector() instanceof Selector.ByType range
                && !range.assetType().isEmpty()
                && range.from() == null
                && range.to() == null
                && range.sample() == null
                && !submit.processor().isChain();
    }

    private static String where(List<ProcessorSpec> steps, int step) {
        return steps.size() == 1 ? "" : "step " + (step + 1) + ": ";
    }

    private static Resolution resolve(
            Processors processors, ProcessorSpec requested, AssetTypes types, Circumstances known) {
        return processors
                .find(requested.name())
                .map(processor -> resolve(processor, requested, types, known))
                .orElseGet(() -> new Resolution.Refused(List.of("unknown processor '" + Reasons.quoted(requested.name())
                        + "'; there is " + String.join(", ", processors.names()))));
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
