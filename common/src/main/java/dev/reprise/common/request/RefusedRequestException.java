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
        super(String.join("; ", Reasons.bounded(reasons)), null, false, false);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a reason");
        }
        this.reasons = Reasons.bounded(reasons);
    }

    /** Returns the reasons, in the order of the document and bounded by {@link Reasons}. */
    public List<String> reasons() {
        return reasons;
    }
}
