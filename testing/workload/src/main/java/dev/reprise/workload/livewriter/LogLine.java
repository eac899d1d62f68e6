package dev.reprise.workload.livewriter;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.reprise.common.assets.AssetPartition;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the operation log: either an intention, which says everything about the operation, or an end, which only
 * says of which operation.
 *
 * <p>Threading: immutable.
 *
 * @param sequence number of the operation within its log
 * @param state what has become of it
 * @param operation what it does; in an intention only, as all that follow but the last
 * @param assetType asset type
 * @param bucket bucket
 * @param assetId the asset
 * @param timestampMicros write time
 * @param schemaVersion version written; {@code null} for a delete
 * @param ttlSeconds life given; {@code null} for none
 * @param payloadHash {@link PayloadHash} of the payload; {@code null} for a delete
 * @param payload JSON text; {@code null} for a delete
 * @param error kind of the failure; in an end without acknowledgement only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LogLine(
        long sequence,
        State state,
        @Nullable Kind operation,
        @Nullable String assetType,
        @Nullable String bucket,
        @Nullable UUID assetId,
        @Nullable Long timestampMicros,
        @Nullable Integer schemaVersion,
        @Nullable Integer ttlSeconds,
        @Nullable String payloadHash,
        @Nullable String payload,
        @Nullable String error) {

    /** What has become of an operation. */
    enum State {
        @JsonProperty("intended")
        INTENDED,
        @JsonProperty("acknowledged")
        ACKNOWLEDGED,
        @JsonProperty("unknown")
        UNKNOWN
    }

    /** What an operation does. */
    enum Kind {
        @JsonProperty("create")
        CREATE,
        @JsonProperty("update")
        UPDATE,
        @JsonProperty("delete")
        DELETE
    }

    static LogLine intended(long sequence, Operation operation) {
        AssetKey key = operation.key();
        VersionedPayload content = operation instanceof Operation.Write write ? write.content() : null;
        int ttl = operation instanceof Operation.Write write ? write.ttlSeconds() : 0;
        return new LogLine(
                sequence,
                State.INTENDED,
                kind(operation),
                key.partition().assetType(),
                key.partition().bucket(),
                key.assetId(),
                operation.timestampMicros(),
                content == null ? null : content.schemaVersion(),
                ttl == 0 ? null : ttl,
                content == null ? null : PayloadHash.of(content.payload()),
                content == null ? null : content.payload(),
                null);
    }

    static LogLine ended(long sequence, State state, @Nullable String error) {
        return new LogLine(sequence, state, null, null, null, null, null, null, null, null, null, error);
    }

    /**
     * Returns the operation that an intention is about.
     *
     * @throws IllegalArgumentException if the line lacks a field or its payload is not the one that was hashed
     */
    Operation toOperation() {
        var partition = new AssetPartition(present("assetType", assetType), present("bucket", bucket));
        var key = new AssetKey(partition, present("assetId", assetId));
        long written = present("timestampMicros", timestampMicros);
        Kind kind = present("operation", operation);
        if (kind == Kind.DELETE) {
            return new Operation.Delete(key, written);
        }
        var content = new VersionedPayload(present("schemaVersion", schemaVersion), present("payload", payload));
        if (!PayloadHash.of(content.payload()).equals(payloadHash)) {
            throw new IllegalArgumentException("operation " + sequence + " does not match its payloadHash");
        }
        if (kind == Kind.CREATE) {
            return new Operation.Create(key, written, content);
        }
        return ttlSeconds == null
                ? new Operation.Update(key, written, content)
                : new Operation.UpdateWithTtl(key, written, content, ttlSeconds);
    }

    private static Kind kind(Operation operation) {
        if (operation instanceof Operation.Create) {
            return Kind.CREATE;
        }
        return operation instanceof Operation.Delete ? Kind.DELETE : Kind.UPDATE;
    }

    private <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("operation " + sequence + " lacks '" + field + "'");
        }
        return value;
    }
}
