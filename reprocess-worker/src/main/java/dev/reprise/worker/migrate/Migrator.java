package dev.reprise.worker.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.assets.FencedWrite;
import dev.reprise.common.assets.Asset;
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
import dev.reprise.worker.decide.Step;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a row becomes. A pure function of the row, of what the job wants, and of the time at which the row was read.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class Migrator {

    private final MigrationCatalog catalog;
    private final Rules rules;
    private final long settleMicros;

    /**
     * What holds for every row.
     *
     * @param settleTime a row that was written less than this ago is left to its live writer
     * @param payloadBytesMax larger payloads are not processed: a group of them would not fit into memory
     */
    public record Rules(Duration settleTime, int payloadBytesMax) {}

    /**
     * What a job wants of a row.
     *
     * @param job the job, for the row stamp
     * @param assetType type of the row
     * @param version version that rows of the type are brought to
     */
    public record Target(String job, String assetType, int version) {

        /** Returns what decisions about such rows have in common, in words. */
        public String subject() {
            return assetType + " to version " + version;
        }
    }

    /** Creates the migrator over the migrations that were found sound at start. */
    public Migrator(MigrationCatalog catalog, Rules rules) {
        this.catalog = catalog;
        this.rules = rules;
        this.settleMicros = rules.settleTime().toNanos() / 1000;
    }

    /** Returns what tells a row from all others, and from itself after a live write. */
    public static Object identity(Target target, Object assetId, @Nullable Asset asset) {
        return List.of(target.subject(), assetId, asset == null ? 0L : asset.writtenAtMicros());
    }

    /**
     * Decides about one row.
     *
     * @param asset as read; {@code null} when there is no such row
     * @param readAtMillis a moment before it was read, since the epoch
     * @param steps is told what is done next
     */
    public Decision decide(Target target, @Nullable Asset asset, long readAtMillis, Consumer<Step> steps) {
        if (asset == null) {
            return new Decision.Settled(Outcome.GONE);
        }
        long readAtMicros = TimeUnit.MILLISECONDS.toMicros(readAtMillis);
        if (settleMicros > 0 && asset.writtenAtMicros() > readAtMicros - settleMicros) {
            // Clocks differ by less than the settle time, or it would protect nobody.
            return asset.writtenAtMicros() > readAtMicros + settleMicros
                    ? new Decision.Ahead(asset.writtenAtMicros())
                    : new Decision.Settled(Outcome.OVERTAKEN);
        }
        Integer version = asset.schemaVersion();
        if (version == null && asset.payload() == null && asset.lastJob() != null) {
            // Our stamp outlives a row that a live writer has given an end after us.
            return new Decision.Settled(Outcome.GONE);
        }
        if (version == null) {
            return failed(Stage.READ, "NoSchemaVersion", "the row has no schema version");
        }
        if (version >= target.version()) {
            // A row with our stamp was written by an earlier run of this very event: the result is the same.
            boolean ours = target.job().equals(asset.lastJob());
            return new Decision.Settled(ours ? Outcome.CHANGED : Outcome.UNCHANGED);
        }
        ByteBuffer payload = asset.payload();
        if (payload == null) {
            return failed(Stage.READ, "NullPayload", "the payload is null");
        }
        if (payload.remaining() > rules.payloadBytesMax()) {
            return failed(
                    Stage.READ,
                    "PayloadTooLarge",
                    "the payload has " + payload.remaining() + " bytes, more than " + rules.payloadBytesMax());
        }
        return migrate(target, asset, version, steps);
    }

    private Decision migrate(Target target, Asset asset, int version, Consumer<Step> steps) {
        ByteBuffer payload = Objects.requireNonNull(asset.payload());
        if (version < 1) {
            return failed(Stage.MIGRATE, "NoMigrationPath", "there is no migration from version " + version);
        }
        try {
            JsonNode before = StrictJson.read(payload);
            JsonNode after = catalog.chain(target.assetType(), version, target.version())
                    .apply(
                            before,
                            (id, checksum) -> steps.accept(new Step(Stage.MIGRATE, "the migration", id, checksum)));
            Optional<Failure> violation = violation(target, after, steps);
            return violation.isPresent()
                    ? new Decision.Failed(violation.get())
                    : new Decision.Write(FencedWrite.replacing(
                            asset, target.version(), ByteBuffer.wrap(StrictJson.bytes(after)), target.job()));
        } catch (InvalidJsonException e) {
            return failed(Stage.READ, cause(e.fault()), "the payload " + e.reason());
        } catch (MigrationFailedException e) {
            String migration = e.migration() + "@" + e.checksum();
            return new Decision.Failed(new Failure(Stage.MIGRATE, "MigrationFailed", e.reason(), migration, 1));
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

    private Optional<Failure> violation(Target target, JsonNode after, Consumer<Step> steps) {
        Optional<PayloadSchema> schema = catalog.schema(target.assetType(), target.version());
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

    private static Decision failed(Stage stage, String cause, String reason) {
        return new Decision.Failed(Failure.of(stage, cause, reason));
    }
}
