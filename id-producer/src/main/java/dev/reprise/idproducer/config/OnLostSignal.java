package dev.reprise.idproducer.config;

/**
 * What jobs do when a signal does not answer.
 *
 * <p>Threading: immutable.
 *
 * @param holds whether they stand; else they go on as if there were no such signal
 */
public record OnLostSignal(boolean holds) {

    /**
     * Reads the word of the configuration.
     *
     * @throws IllegalArgumentException if it is another word
     */
    public static OnLostSignal of(String text) {
        return switch (text) {
            case "hold" -> new OnLostSignal(true);
            case "go-on" -> new OnLostSignal(false);
            default -> throw new IllegalArgumentException("must be hold or go-on");
        };
    }
}
