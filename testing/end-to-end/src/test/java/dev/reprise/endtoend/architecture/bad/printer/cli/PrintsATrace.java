package dev.reprise.endtoend.architecture.bad.printer.cli;

import dev.reprise.endtoend.architecture.bad.Offends;

/** Prints an error past the console. */
@Offends
final class PrintsATrace {

    private PrintsATrace() {}

    static void tell(Exception error) {
        error.printStackTrace();
    }
}
