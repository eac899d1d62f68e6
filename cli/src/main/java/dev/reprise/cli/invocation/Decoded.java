package dev.reprise.cli.invocation;

/**
 * Text from the system, which a JVM decodes by the locale before anybody can look at it. What does not fit the locale's charset
 * becomes a replacement character: such a text is not what was typed, and a query with it would select other assets.
 *
 * <p>Threading: stateless.
 */
public final class Decoded {

    private static final char REPLACEMENT = '\uFFFD';

    private Decoded() {}

    /**
     * Returns the text as it is.
     *
     * @param what where it stands, for the message
     * @throws WrongUsageException if a part of it could not be decoded
     */
    public static String require(String what, String text) {
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw new WrongUsageException(what + " holds characters that the locale cannot read: '" + text
                    + "'; use UTF-8, such as LC_ALL=C.UTF-8, or put the text into a file");
        }
        return text;
    }
}
