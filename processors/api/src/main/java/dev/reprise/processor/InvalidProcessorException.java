package dev.reprise.processor;

import java.util.List;

/** A processor cannot be used as it is configured; a person must change something. */
public final class InvalidProcessorException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /**
     * Creates the exception.
     *
     * @param problems every reason, with the file or key it is about
     */
    public InvalidProcessorException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns every reason. */
    public List<String> problems() {
        return problems;
    }
}
