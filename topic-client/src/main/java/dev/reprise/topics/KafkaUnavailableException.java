package dev.reprise.topics;

/** Kafka does not answer, refuses what a client asks, or lacks a topic. The message names Kafka and is for a person. */
public final class KafkaUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With what a person should read, and what a developer wants to see. */
    public KafkaUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
