package dev.reprise.common.request;

import java.util.List;

/** A request that cannot be served, with every reason found; none of them needs the stack trace to be understood. */
public final class RefusedRequestException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    /**
     * Creates the refusal.
     *
     * @param reasons at least one
     */
    public RefusedRequestException(List<String> reasons) {
        super(String.join("; ", reasons));
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a reason");
        }
        this.reasons = List.copyOf(reasons);
    }

    /** Returns every reason, in the order of the document. */
    public List<String> reasons() {
        return reasons;
    }
}
