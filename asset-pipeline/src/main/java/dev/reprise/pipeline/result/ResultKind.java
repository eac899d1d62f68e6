package dev.reprise.pipeline.result;

/** What results are counted by for the operators. */
public enum ResultKind {
    CHANGED("changed"),
    UNCHANGED("unchanged"),
    OVERTAKEN("overtaken"),
    GONE("gone"),
    FAILED("failed"),
    PREVIEWED("previewed"),
    SKIPPED("skipped"),
    REFUSED("refused"),
    UNKNOWN_JOB("unknown-job");

    private final String word;

    ResultKind(String word) {
        this.word = word;
    }

    /** Returns the value of the label. */
    public String word() {
        return word;
    }
}
