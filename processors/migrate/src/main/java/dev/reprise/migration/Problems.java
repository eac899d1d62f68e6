package dev.reprise.migration;

import dev.reprise.migration.files.FileProblems;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Collects what is wrong during one load. Threading: confined to the loading thread. */
final class Problems implements FileProblems {

    private final SortedSet<MigrationProblem> found = new TreeSet<>();

    @Override
    public void add(String file, int line, String message) {
        found.add(new MigrationProblem(file, line, message));
    }

    void addAll(List<MigrationProblem> problems) {
        found.addAll(problems);
    }

    List<MigrationProblem> all() {
        return List.copyOf(found);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidMigrationsException(List.copyOf(found));
        }
    }
}
