package dev.reprise.migration.processor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationFailedException;
import dev.reprise.migration.PayloadSchema;
import dev.reprise.migration.SchemaViolation;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.JsonFault;
import dev.reprise.migration.json.StrictJson;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides what migrations make of a row: a pure function of the row and of what the job wants.
 *
 * <p>Threading: safe for any number of threads.
 */
final class RowMigration {

    private final MigrationCatalog catalog;

    /** Creates the decision over the migrations that were found sound at start. */
    RowMigration(MigrationCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Decides about one row.
     *
     * @param target version that the row is brought to
     * @param steps is told what is done next
     */
    Decision<FencedWrite> decide(Work work, int target, Asset row, Consumer<Step> steps) {
        Integer version = row.schemaVersion();
        if (version == null) {
            return failed(Stage.READ, "NoSchemaVersion", "the row has no schema version");
        }
        if (version >= target) {
            // A row with our stamp was written by an earlier run of this very event: the result is the same.
            boolean ours = work.job().equals(row.lastJob());
            return new Decision.Settled<>(ours ? Outcome.CHANGED : Outcome.UNCHANGED);
        }
        ByteBuffer payload = row.payload();
        if (payload == null) {
            return failed(Stage.READ, "NullPayload", "the payload is null");
        }
        if (payload.remaining() > work.payloadBytesMax()) {
            return failed(
                    Stage.READ,
                    "PayloadTooLarge",
                    "the payload has " + payload.remaining() + " bytes, more than " + work.payloadBytesMax());
        }
        if (version < 1) {
            return failed(Stage.MIGRATE, "NoMigrationPath", "there is no migration from version " + version);
        }
        return migrate(work, new Path(version, target), row, steps);
    }

    /** From a version to another. */
    private record Path(int from, int to) {}

    private Decision<FencedWrite> migrate(Work work, Path path, Asset row, Consumer<Step> steps) {
        ByteBuffer payload = Objects.requireNonNull(row.payload());
        try {
            JsonNode before = StrictJson.read(payload);
            JsonNode after = catalog.chain(work.assetType(), path.from(), path.to())
                    .apply(
                            before,
                            (id, checksum) -> steps.accept(new Step(Stage.MIGRATE, "the migration", id, checksum)));
            Optional<Failure> violation = violation(work.assetType(), path.to(), after, steps);
            return violation.isPresent()
                    ? new Decision.Failed<>(violation.get())
                    : new Decision.Apply<>(FencedWrite.replacing(
                            row,
                            path.to(),
                            ByteBuffer.wrap(StrictJson.bytes(after)),
                            work.job(),
                            work.pinned().fence()));
        } catch (InvalidJsonException e) {
            return failed(Stage.READ, cause(e.fault()), "the payload " + e.reason());
        } catch (MigrationFailedException e) {
            String migration = e.migration() + "@" + e.checksum();
            return new Decision.Failed<>(new Failure(Stage.MIGRATE, "MigrationFailed", e.reason(), migration, 1));
        }
    }

    private static String cause(JsonFault fault) {
        return switch (fault) {
            case NOT_JSON, NOT_UTF_8, HALF_CHARACTER -> "PayloadNotJson";
            case DUPLICATE_KEY -> "DuplicateKey";
            case TOO_DEEP -> "PayloadTooDeep";
            case NUMBER_TOO_LONG -> "PayloadNumberTooLong";
            case TEXT_TOO_LONG -> "PayloadTextTooLong";
            case NAME_TOO_LONG -> "PayloadNameTooLong";
        };
    }

    private Optional<Failure> violation(String assetType, int version, JsonNode after, Consumer<Step> steps) {
        Optional<PayloadSchema> schema = catalog.schema(assetType, version);
        if (schema.isEmpty()) {
            return Optional.empty();
        }
        String checksum = schema.get().checksum();
        steps.accept(new Step(Stage.VALIDATE, "the validation by", schema.get().id(), checksum));
        List<SchemaViolation> violations = schema.get().violations(after);
        if (violations.isEmpty()) {
            return Optional.empty();
        }
        String id = schema.get().id() + "@" + checksum;
        return Optional.of(
                new Failure(Stage.VALIDATE, "SchemaViolation", violations.get(0).cause(), id, 1));
    }

    private static Decision<FencedWrite> failed(Stage stage, String cause, String reason) {
        return new Decision.Failed<>(Failure.of(stage, cause, reason));
    }
}
