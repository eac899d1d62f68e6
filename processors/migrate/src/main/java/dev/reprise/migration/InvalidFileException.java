package dev.reprise.migration;

import java.util.List;

/** A mapping or schema cannot be compiled; thrown by the languages to the catalogue. */
public final class InvalidFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<MigrationProblem> problems;

    /** With at least one problem. */
    public InvalidFileException(List<MigrationProblem> problems) {
        super(problems.toString());
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("no problem given");
        }
        this.problems = List.copyOf(problems);
    }

    /** With one problem. */
    public InvalidFileException(String file, int line, String message) {
        this(List.of(new MigrationProblem(file, line, message)));
    }

    /** Everything found in this one file and those it imports. */
    public List<MigrationProblem> problems() {
        return problems;
    }
}
