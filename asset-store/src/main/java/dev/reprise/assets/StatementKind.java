package dev.reprise.assets;

/**
 * What a request to the database is for. Each prepared statement begins with its word in a comment, so the metrics and the
 * logs of the database name it in the same way.
 */
public enum StatementKind {
    /** Rows with their payloads. */
    SELECT_ROWS("select-rows"),
    /** A page of ids, with or without versions. */
    SELECT_IDS("select-ids"),
    /** The versions of some rows. */
    SELECT_VERSIONS("select-versions"),
    /** The buckets in use. */
    SELECT_BUCKETS("select-buckets"),
    /** The fenced write, of one row or of several. */
    UPDATE_ROWS("update-rows"),
    /** The conditional write, of one row or of several. */
    UPDATE_ROWS_IF("update-rows-if"),
    /** The write times of the columns of some rows. */
    SELECT_WRITE_TIMES("select-write-times"),
    /** The end of a row, or of what lists its id. */
    DELETE_ROWS("delete-rows"),
    /** An entry of a table beside the assets, written or removed. */
    WRITE_ENTRIES("write-entries"),
    /** What a table looks like. */
    SELECT_SCHEMA("select-schema"),
    /** Whatever else goes through the session. */
    OTHER("other");

    private final String word;

    StatementKind(String word) {
        this.word = word;
    }

    /** Returns the word for logs and metrics. */
    public String word() {
        return word;
    }

    /** Returns the comment that a statement begins with. */
    public String comment() {
        return "/* " + word + " */ ";
    }

    /** Returns the kind of a statement by its comment; {@link #OTHER} where there is none. */
    public static StatementKind of(String cql) {
        for (StatementKind kind : values()) {
            if (cql.startsWith(kind.comment())) {
                return kind;
            }
        }
        return OTHER;
    }
}
