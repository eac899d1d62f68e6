package dev.reprise.idproducer.plan;

import dev.reprise.common.request.Request;
import java.util.List;

/** The processors that can be asked for. */
public interface Processors {

    /**
     * Checks what a submission asks for.
     *
     * @return every reason why it cannot be done; empty when it can
     */
    List<String> problems(Request.Submit submit);

    /**
     * Resolves everything that must not change while the job runs.
     *
     * @param submit a submission without {@link #problems}
     */
    ResolvedProcessor resolve(Request.Submit submit);
}
