package dev.reprise.common.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What a verification looks for among the rows of one asset type: those that a job has still to process.
 *
 * <p>Threading: immutable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Pending.BelowVersion.class, name = "below-version"),
    @JsonSubTypes.Type(value = Pending.StillThere.class, name = "still-there"),
    @JsonSubTypes.Type(value = Pending.Compared.class, name = "compared"),
    @JsonSubTypes.Type(value = Pending.Nothing.class, name = "nothing")
})
public sealed interface Pending {

    /**
     * Returns whether a row that is there has still to be processed.
     *
     * @param schemaVersion its schema version; {@code null} where it has none
     */
    boolean holds(@Nullable Integer schemaVersion);

    /**
     * Returns whether a row that has failed may need to be tried again.
     *
     * @param schemaVersion its schema version; {@code null} where it has none
     */
    default boolean mayBeOpen(@Nullable Integer schemaVersion) {
        return holds(schemaVersion);
    }

    /** Returns what holds the rows of both. */
    default Pending or(Pending other) {
        if (this instanceof BelowVersion one && other instanceof BelowVersion two) {
            return new BelowVersion(Math.max(one.version(), two.version()));
        }
        boolean isWider = this instanceof StillThere || other instanceof Nothing;
        return isWider ? this : other;
    }

    /**
     * Rows below a schema version. One without a version cannot be brought to it; its event makes the dead letter that says so.
     *
     * @param version the lowest version that is not pending
     */
    record BelowVersion(int version) implements Pending {
        @Override
        public boolean holds(@Nullable Integer schemaVersion) {
            return schemaVersion == null || schemaVersion < version;
        }
    }

    /**
     * Every row that is there.
     *
     * @param confirmed how many rows of the job, over all types, a person has confirmed: one that would process more than 1 %
     *     over them is paused; {@code null} for no bound
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StillThere(@Nullable Long confirmed) implements Pending {

        /** Every row that is there, without a bound. */
        public StillThere() {
            this(null);
        }

        @Override
        public boolean holds(@Nullable Integer schemaVersion) {
            return true;
        }
    }

    /** Whatever the processor finds to differ from the rows, by a comparison of its own. The rows do not tell. */
    record Compared() implements Pending {
        @Override
        public boolean holds(@Nullable Integer schemaVersion) {
            return true;
        }
    }

    /** No row: what the job does leaves no trace in it. */
    record Nothing() implements Pending {
        @Override
        public boolean holds(@Nullable Integer schemaVersion) {
            return false;
        }

        @Override
        public boolean mayBeOpen(@Nullable Integer schemaVersion) {
            return true;
        }
    }
}
