package dev.reprise.migration;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The migrations cannot be used. Carries every problem found, so that one round of fixing is enough; the caller
 * prints the message and stops.
 */
public final class InvalidMigrationsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<MigrationProblem> problems;

    InvalidMigrationsException(List<MigrationProblem> problems) {
        super(problems.stream()
                .map(MigrationProblem::toString)
                .collect(Collectors.joining("\n", "the migrations cannot be used:\n", "")));
        this.problems = List.copyOf(problems);
    }

    /** All problems, ordered by file and line; at least one. */
    public List<MigrationProblem> problems() {
        return problems;
    }
}
