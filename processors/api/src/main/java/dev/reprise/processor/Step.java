package dev.reprise.processor;

import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is doing with a row; whoever ends it can say what was at fault.
 *
 * <p>Threading: immutable.
 *
 * @param stage where a failure of it arises
 * @param work the kind of work in words, such as {@code the migration}
 * @param name of the migration or schema; {@code null} for none. Made a text only when something fails
 * @param checksum of it; {@code null} for none
 */
public record Step(Stage stage, String work, @Nullable Object name, @Nullable String checksum) {

    /** Everything before the first migration. */
    public static final Step READING = new Step(Stage.READ, "the reading of the payload", null, null);

    /** The step was still going on when the time of its row was over. */
    public Failure tooSlow(Duration timeMax) {
        return failure("MigrationTooSlow", " takes longer than " + timeMax);
    }

    /** The step threw something. Only its class is told: the message may hold values of the payload. */
    public Failure failed(Throwable thrown) {
        Class<?> kind = thrown.getClass();
        return failure(kind.getSimpleName(), " failed with " + kind.getName());
    }

    private Failure failure(String cause, String words) {
        return name == null
                ? Failure.of(stage, cause, work + words)
                : new Failure(stage, cause, work + " " + name + words, name + "@" + checksum, 1);
    }
}
