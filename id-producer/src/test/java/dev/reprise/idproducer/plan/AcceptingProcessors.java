package dev.reprise.idproducer.plan;

import dev.reprise.common.request.Request;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Processors that have nothing against any submission.
 *
 * @param resolution resolves a submission for some asset types
 */
public record AcceptingProcessors(BiFunction<Request.Submit, Collection<String>, ResolvedProcessor> resolution)
        implements Processors {

    @Override
    public List<String> problems(Request.Submit submit) {
        return List.of();
    }

    @Override
    public List<String> problems(Request.Submit submit, Collection<String> types) {
        return List.of();
    }

    @Override
    public ResolvedProcessor resolve(Request.Submit submit, Collection<String> types) {
        return resolution.apply(submit, types);
    }
}
