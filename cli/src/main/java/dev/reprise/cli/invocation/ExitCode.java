package dev.reprise.cli.invocation;

/** What the shell is told; part of the contract. */
public final class ExitCode {
    /** Done as asked. */
    public static final int OK = 0;
    /** It did not work, or was refused. */
    public static final int FAILED = 1;
    /** Wrong usage; nothing was tried. */
    public static final int USAGE = 2;
    /** The watched job is completed, with failures. */
    public static final int COMPLETED_WITH_FAILURES = 3;
    /** The watched job failed or was cancelled. */
    public static final int NOT_COMPLETED = 4;

    private ExitCode() {}
}
