package dev.reprise.cli.invocation;

import java.io.PrintStream;
import java.util.stream.Stream;

/**
 * Where a command prints: results, which other programs may read, and remarks, which are for people.
 *
 * <p>Threading: as its streams, safe for any number of threads.
 *
 * @param out results
 * @param err remarks and errors
 * @param terminal whether results are seen by a person, who can follow a line that is redrawn
 */
public record Console(PrintStream out, PrintStream err, boolean terminal) {

    /** Prints a line of the result. */
    public void result(String line) {
        out.println(line);
        out.flush();
    }

    /** Prints a line of the result that is too long to be held at once. */
    public void result(Stream<String> pieces) {
        pieces.forEach(out::print);
        result("");
    }

    /** Prints a remark. */
    public void remark(String line) {
        err.println(line);
        err.flush();
    }
}
