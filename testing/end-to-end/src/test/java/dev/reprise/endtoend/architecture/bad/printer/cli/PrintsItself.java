package dev.reprise.endtoend.architecture.bad.printer.cli;

import dev.reprise.endtoend.architecture.bad.Offends;

/** Prints past the console. */
@Offends
final class PrintsItself {

    private PrintsItself() {}

    static void tell(String text) {
        System.out.println(text);
    }
}
