package dev.reprise.endtoend.faults;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a round could not be run to its end. */
final class Causes {

    private Causes() {}

    /** Returns what was thrown, with all its causes: the first message alone often does not tell. */
    static String words(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .map(Throwable::toString)
                .collect(Collectors.joining("; caused by "));
    }
}
