package dev.reprise.worker.writeback;

/** What became of one write. */
public sealed interface WriteResult {

    /** Stored; a newer live write may have won all the same, which the verification will find. */
    record Acknowledged() implements WriteResult {}

    /** Not applied: the row had changed since it was read. */
    record Overtaken() implements WriteResult {}

    /**
     * This row cannot be written, whenever it is tried.
     *
     * @param cause kind of the refusal
     * @param reason what the database says
     */
    record Refused(String cause, String reason) implements WriteResult {}
}
