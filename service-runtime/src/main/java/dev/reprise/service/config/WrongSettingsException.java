package dev.reprise.service.config;

import java.util.List;

/** The configuration cannot be used; every mistake is listed. */
public final class WrongSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /**
     * Creates the exception.
     *
     * @param problems one line each, beginning with the key or file at fault
     */
    public WrongSettingsException(List<String> problems) {
        super(problems.size() + " configuration error(s): " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** Returns every mistake, one line each. */
    public List<String> problems() {
        return problems;
    }
}
