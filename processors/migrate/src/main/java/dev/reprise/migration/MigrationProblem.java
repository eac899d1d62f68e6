package dev.reprise.migration;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One mistake in the migrations, where it stands and how to fix it.
 *
 * @param file as the user knows it
 * @param line counted from 1; 1 also where the file as a whole is meant
 * @param message one or more lines; the further lines are details, indented by two spaces
 */
public record MigrationProblem(String file, int line, String message) implements Comparable<MigrationProblem> {

    private static final Comparator<MigrationProblem> BY_PLACE = comparing(MigrationProblem::file)
            .thenComparingInt(MigrationProblem::line)
            .thenComparing(MigrationProblem::message);

    /** Checks that the line is at least 1. */
    public MigrationProblem {
        requireNonNull(file, "file");
        requireNonNull(message, "message");
        if (line < 1) {
            throw new IllegalArgumentException("lines are counted from 1: " + line);
        }
    }

    /** By file, line and message. */
    @Override
    public int compareTo(MigrationProblem other) {
        return BY_PLACE.compare(this, other);
    }

    /** {@code file:line: message}, the form editors and terminals make a link of. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
