package dev.reprise.cli.requests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which assets, as typed, beside their types and times. The forms exclude each other; the request's own rules tell so.
 *
 * <p>Threading: one thread.
 */
final class SelectionOptions {

    @Option(
            names = "--query",
            paramLabel = "JSON",
            description = "Assets of one type that this clause of Elasticsearch's query language matches.")
    @Nullable
    String query;

    @Option(names = "--query-file", paramLabel = "FILE", description = "The same from a file; - for standard input.")
    @Nullable
    Path queryFile;

    @Option(
            names = "--ids",
            paramLabel = "ID",
            split = ",",
            description = "Assets of one type by id, several with commas between.")
    List<String> ids = new ArrayList<>();

    @Option(
            names = "--ids-file",
            paramLabel = "FILE",
            description = "The same from a file, an id a line; - for standard input.")
    @Nullable
    Path idsFile;

    @Option(
            names = "--dead-letters-of",
            paramLabel = "JOB",
            description = "Assets that a job has left among the dead letters and that are still below the version.")
    @Nullable
    String deadLettersOf;

    @Option(names = "--cause", paramLabel = "FINGERPRINT", description = "Only dead letters of this cause.")
    @Nullable
    String cause;

    @Option(names = "--sample", paramLabel = "N", description = "Only so many assets, spread over the selection.")
    @Nullable
    Integer sample;

    /** Returns whether anything was typed. */
    boolean isEmpty() {
        return query == null
                && queryFile == null
                && ids.isEmpty()
                && idsFile == null
                && deadLettersOf == null
                && cause == null
                && sample == null;
    }
}
