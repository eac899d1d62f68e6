package dev.reprise.localstack.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.CanonicalJson;
import dev.reprise.common.wire.Json;
import dev.reprise.localstack.livewriter.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a row shows that an operation was the last on it: the row is as the operation left it, or as the job's
 * migration makes it of that, one microsecond above.
 *
 * <p>Threading: one thread.
 */
final class RowRules {

    /** Clocks of client, server and auditor, and whole seconds of a TTL. */
    private static final long TTL_TOLERANCE_SECONDS = 10;

    private final JobFacts facts;
    private final Set<String> beside;
    private final MigrationOracle oracle;
    private final Instant readAt;

    /**
     * Creates the rules.
     *
     * @param beside other jobs that may have written rows
     * @param readAt no later than the table was read
     */
    RowRules(JobFacts facts, Set<String> beside, MigrationOracle oracle, Instant readAt) {
        this.facts = facts;
        this.beside = beside;
        this.oracle = oracle;
        this.readAt = readAt;
    }

    /**
     * Judges a row.
     *
     * @param row the row; {@code null} when there is none
     */
    boolean reflects(Operation operation, @Nullable FinalRow row) {
        if (!(operation instanceof Operation.Write write)) {
            return row == null;
        }
        if (row == null) {
            return write.ttlSeconds() > 0 && mayHaveExpired(write);
        }
        return isAsWritten(write, row) || isMigrated(write, row);
    }

    /** Returns whether a row is exactly what an operation wrote. */
    boolean isAsWritten(Operation.Write write, FinalRow row) {
        return isStored(row, write.content().schemaVersion(), write.timestampMicros())
                && write.content().payload().equals(row.payload())
                && hasLife(write, row);
    }

    /** Returns whether a row is what the job made of an operation. */
    boolean isMigrated(Operation.Write write, FinalRow row) {
        return isDue(write)
                && isStored(row, facts.targetVersion(), write.timestampMicros() + 1)
                && row.lastJob() != null
                && (facts.job().equals(row.lastJob()) || beside.contains(row.lastJob()))
                && hasLife(write, row)
                && isResult(write, row.payload());
    }

    /** Returns whether the job has to migrate, or to dead-letter, what an operation wrote. */
    boolean isDue(Operation.Write write) {
        return write.content().schemaVersion() < facts.targetVersion()
                && facts.selects(
                        write.key().partition().assetType(), write.key().assetId());
    }

    /** Returns whether a row is of the selection and not where the job was to bring it. */
    boolean isBelowTarget(FinalRow row) {
        return (row.schemaVersion() == null || row.schemaVersion() < facts.targetVersion())
                && facts.selects(row.assetType(), row.assetId());
    }

    /** Returns whether the migration takes what an operation wrote. */
    boolean isMigratable(Operation.Write write) {
        return oracle.afterMigration(write.key().partition().assetType(), write.content())
                .isPresent();
    }

    private static boolean isStored(FinalRow row, int version, long writtenAt) {
        return row.schemaVersion() != null
                && row.schemaVersion() == version
                && row.versionWrittenAt() == writtenAt
                && row.payloadWrittenAt() == writtenAt;
    }

    private boolean isResult(Operation.Write write, @Nullable String payload) {
        Optional<String> expected =
                oracle.afterMigration(write.key().partition().assetType(), write.content());
        if (expected.isEmpty() || payload == null) {
            return false;
        }
        return expected.get().equals(payload) || isSameJson(expected.get(), payload);
    }

    private static boolean isSameJson(String expected, String payload) {
        try {
            return parse(expected).equals(parse(payload));
        } catch (JsonProcessingException e) {
            // What is no JSON is no result of a migration; the row is reported with its write time and version.
            return false;
        }
    }

    /** Numbers are compared by value and by all their digits, not as floating point. */
    private static JsonNode parse(String json) throws JsonProcessingException {
        return CanonicalJson.of(Json.parseStrict(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** A life that had an end keeps it: a migration that drops the TTL makes a row immortal. */
    private static boolean hasLife(Operation.Write write, FinalRow row) {
        Integer rest = row.ttlSeconds();
        return write.ttlSeconds() == 0
                ? rest == null
                : rest != null && rest <= write.ttlSeconds() + TTL_TOLERANCE_SECONDS;
    }

    private boolean mayHaveExpired(Operation.Write write) {
        Instant end = Instant.EPOCH
                .plus(write.timestampMicros(), ChronoUnit.MICROS)
                .plusSeconds(write.ttlSeconds() - TTL_TOLERANCE_SECONDS);
        return !readAt.isBefore(end);
    }
}
