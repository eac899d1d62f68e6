package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.migration.json.JsonForm;
import dev.reprise.migration.json.NoJsonFormException;

/**
 * One migration, ready to be applied. Immutable and safe for threads.
 *
 * @param id its name
 * @param origin where it comes from
 * @param mapping the compiled form
 */
record MigrationStep(MigrationId id, MigrationOrigin origin, Mapping mapping) {

    MigrationStep {
        requireNonNull(id, "id");
        requireNonNull(origin, "origin");
        requireNonNull(mapping, "mapping");
    }

    /**
     * Applies this step alone. Whatever goes wrong inside is this payload's failure, not the thread's: also a stack
     * overflow, which recursion without end raises, and a missing class, which a Java migration may raise at its first
     * use.
     *
     * @return the result in the form that its bytes will have, so that it may be checked and written; the caller is its
     *     only owner
     */
    JsonNode apply(JsonNode payload) {
        JsonNode result;
        try {
            result = mapping.apply(payload);
        } catch (MigrationRefusal refusal) {
            throw failed(refusal.reason());
        } catch (StackOverflowError e) {
            throw failed("the recursion is too deep");
        } catch (RuntimeException | LinkageError e) {
            // Not the message, which may hold values; not the line, which the JVM drops from hot code after a while,
            // so that one cause would become two.
            throw failed(e.getClass().getSimpleName() + " in the migration");
        }
        if (result == null || result.isNull() || result.isMissingNode()) {
            throw failed("the migration returned nothing");
        }
        try {
            return JsonForm.of(result);
        } catch (NoJsonFormException e) {
            throw failed("the result " + e.getMessage());
        }
    }

    private MigrationFailedException failed(String reason) {
        return new MigrationFailedException(id.toString(), origin.checksum(), reason);
    }
}
