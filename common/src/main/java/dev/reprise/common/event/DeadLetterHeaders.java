package dev.reprise.common.event;

/** Names of the headers of a dead letter. The first five follow the convention that Quarkus made known. */
public final class DeadLetterHeaders {
    /** What a person should read. */
    public static final String REASON = "dead-letter-reason";
    /** Kind of the failure. */
    public static final String CAUSE = "dead-letter-cause";
    /** Topic of the event. */
    public static final String TOPIC = "dead-letter-topic";
    /** Partition of the event, decimal. */
    public static final String PARTITION = "dead-letter-partition";
    /** Offset of the event, decimal. */
    public static final String OFFSET = "dead-letter-offset";
    /** Fingerprint that groups dead letters of one cause. */
    public static final String FINGERPRINT = "reprise-cause";
    /** Word of the {@link Stage}. */
    public static final String STAGE = "reprise-stage";
    /** Id and checksum of the migration; absent when none is at fault. */
    public static final String MIGRATION = "reprise-migration";
    /**
     * How often the stage that failed was tried with this asset, alone or in its group, in the run that gave up; decimal.
     * What an earlier run tried before it was replayed is not known any more.
     */
    public static final String ATTEMPTS = "reprise-attempts";

    /** How large the original is, where only its beginning fits into a record; absent where it is whole. */
    public static final String CUT = "reprise-cut";

    private DeadLetterHeaders() {}
}
