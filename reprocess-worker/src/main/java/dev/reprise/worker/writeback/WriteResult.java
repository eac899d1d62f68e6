package dev.reprise.worker.writeback;

/** What became of one write. */
public sealed interface WriteResult {

    /** Stored; a newer live write may have won all the same, which the verification will find. */
    record Acknowledged() implements WriteResult {}

    /** Not applied: the row had changed since it was read. */
    record Overtaken() implements WriteResult {}

    /** Not sent: the life of the row has ended since it was read. */
    record Expired() implements WriteResult {}

    /**
     * This row cannot be written, whenever it is tried.
     *
     * @param cause kind of the refusal
     * @param reason what the database says
     * @param attempts how often it was tried
     */
    record Refused(String cause, String reason, int attempts) implements WriteResult {}
}
