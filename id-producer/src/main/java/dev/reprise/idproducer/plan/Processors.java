package dev.reprise.idproducer.plan;

import dev.reprise.common.request.Request;
import java.util.Collection;
import java.util.List;

/** The processors that can be asked for. */
public interface Processors {

    /**
     * Checks what a submission asks for, as far as it can be known without the jobs there are.
     *
     * @return every reason why it cannot be done; empty when it can
     */
    List<String> problems(Request.Submit submit);

    /**
     * Checks what a submission asks for of some types.
     *
     * @param types asset types of the selection; empty for every type
     * @return every reason why it cannot be done; empty when it can
     */
    List<String> problems(Request.Submit submit, Collection<String> types);

    /**
     * Resolves everything that must not change while the job runs.
     *
     * @param submit a submission without {@link #problems(Request.Submit, Collection)}
     * @param types asset types of the selection; empty for every type
     */
    ResolvedProcessor resolve(Request.Submit submit, Collection<String> types);
}
