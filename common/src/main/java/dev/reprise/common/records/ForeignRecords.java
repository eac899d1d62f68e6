package dev.reprise.common.records;

/**
 * Is told of every record that a reader passes over.
 *
 * <p>Threading: safe for any number of threads.
 */
@FunctionalInterface
public interface ForeignRecords {

    /** For who only looks, such as a command that a person runs. */
    ForeignRecords UNNOTICED = (topic, why, reason) -> {};

    /**
     * Takes note of a foreign record.
     *
     * @param topic name of the topic
     * @param reason what is wrong with it, for a person; may hold text of the record
     */
    void passedOver(String topic, Foreign why, String reason);
}
