package dev.reprise.cli.invocation;

/** How a line looks on a terminal, by the escape sequences of ECMA-48. */
public enum Paint {
    PLAIN(""),
    BOLD("\u001b[1m"),
    RED("\u001b[31m"),
    GREEN("\u001b[32m");

    private static final String END = "\u001b[0m";

    private final String begin;

    Paint(String begin) {
        this.begin = begin;
    }

    String on(String printable) {
        return this == PLAIN ? printable : begin + printable + END;
    }
}
