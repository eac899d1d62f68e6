package dev.reprise.localstack.process;

/** What can be sent to a process, by the POSIX name that {@code kill -s} takes. */
public enum Signal {
    /** Asks to end; a server writes out what it holds. */
    TERM,
    /** Ends at once, nothing is written out. */
    KILL,
    /** Suspends; the process keeps its sockets and its memory and answers nothing. */
    STOP,
    /** Goes on after {@link #STOP}. */
    CONT
}
