package dev.reprise.migration.files;

/** Takes what is wrong with a file, so that reading can go on and find the next problem. */
@FunctionalInterface
public interface FileProblems {

    /**
     * Notes one problem.
     *
     * @param file as it is to be shown to the user
     * @param line counted from 1; 1 also where the file as a whole is meant
     * @param message what is wrong and how to fix it
     */
    void add(String file, int line, String message);
}
