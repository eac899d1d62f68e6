package dev.reprise.migration.json;

/** What is wrong with a text that should be JSON. */
public enum JsonFault {

    /** A mistake in the grammar. */
    NOT_JSON("is not JSON"),

    /** Bytes that are no UTF-8; JSON has no other form here, and none is guessed. */
    NOT_UTF_8("is not UTF-8 text"),

    /** One of the two values would be lost. */
    DUPLICATE_KEY("has the same name twice in one object"),

    /** Half of a character has no form in UTF-8. */
    HALF_CHARACTER("has a text with half of a surrogate pair"),

    /** Code that walks through a deeper tree could run out of stack. */
    TOO_DEEP("nests deeper than " + StrictJson.DEPTH_MAX + " objects and lists"),

    /** Computing with such a number takes too long. */
    NUMBER_TOO_LONG("has a number of more than " + JsonNumbers.CHARS_MAX + " characters or with an exponent beyond "
            + JsonNumbers.EXPONENT_MAX),

    /** The bound of a text. */
    TEXT_TOO_LONG("has a text of more than " + StrictJson.TEXT_CHARS_MAX + " characters"),

    /** The bound of a name. */
    NAME_TOO_LONG("has a name of more than " + StrictJson.NAME_CHARS_MAX + " characters");

    private final String words;

    JsonFault(String words) {
        this.words = words;
    }

    /** What is wrong, such as {@code is not JSON}: a predicate without a subject and without a value of the text. */
    public String words() {
        return words;
    }
}
