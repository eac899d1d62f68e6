package dev.reprise.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job would do to one asset, in {@code reprocess-previews}; its key is the asset id. Unlike a dead letter it holds
 * values of the payload.
 *
 * <p>Threading: immutable; the nodes in it are not to be changed.
 *
 * @param job job id
 * @param assetType asset type
 * @param bucket bucket, in its text form
 * @param assetId the asset
 * @param outcome what the event would come to: {@link Outcome#CHANGED} is what would change
 * @param change set exactly where the outcome is {@link Outcome#CHANGED}
 * @param failure set exactly where the outcome is {@code failed}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preview(
        String job,
        String assetType,
        String bucket,
        UUID assetId,
        Outcome outcome,
        @Nullable Change change,
        @Nullable Problem failure) {

    /**
     * How the payload would change.
     *
     * @param fromVersion schema version of the row
     * @param toVersion schema version it would have
     * @param bytesBefore size of the payload as it is
     * @param bytesAfter size it would have
     * @param patch RFC 6902, from the payload as it is to what it would be; only its beginning where the note says so
     * @param before the fields at the top of the payload that would change, as they are
     * @param after the same as they would be
     * @param note what was left out for its size; {@code null} when nothing was
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Change(
            int fromVersion,
            int toVersion,
            int bytesBefore,
            int bytesAfter,
            JsonNode patch,
            JsonNode before,
            JsonNode after,
            @Nullable String note) {
        public Change {
            Objects.requireNonNull(patch, "patch");
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(after, "after");
        }
    }

    /**
     * Why the asset would fail, as its dead letter would say.
     *
     * @param fingerprint groups what has one cause
     * @param stage word of the {@link Stage}
     * @param cause kind of the failure
     * @param reason what a person should read
     * @param migration id and checksum of the migration; {@code null} when none is at fault
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Problem(String fingerprint, String stage, String cause, String reason, @Nullable String migration) {
        public Problem {
            Objects.requireNonNull(fingerprint, "fingerprint");
            Objects.requireNonNull(stage, "stage");
            Objects.requireNonNull(cause, "cause");
            Objects.requireNonNull(reason, "reason");
        }
    }

    public Preview {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(assetId, "assetId");
        Objects.requireNonNull(outcome, "outcome");
        if ((outcome == Outcome.CHANGED) != (change != null) || (outcome == Outcome.FAILED) != (failure != null)) {
            throw new IllegalArgumentException("a preview of the outcome " + outcome + " contradicts itself");
        }
    }

    /** Makes the preview of an event that would write nothing. */
    public static Preview of(AssetEvent event, Outcome outcome) {
        return new Preview(event.job(), event.assetType(), event.bucket(), event.assetId(), outcome, null, null);
    }

    /** Makes the preview of an event that would be written back. */
    public static Preview of(AssetEvent event, Change change) {
        return new Preview(
                event.job(), event.assetType(), event.bucket(), event.assetId(), Outcome.CHANGED, change, null);
    }

    /** Makes the preview of an event that would fail. */
    public static Preview of(AssetEvent event, Failure failure) {
        var problem = new Problem(
                failure.fingerprint(), failure.stage().word(), failure.cause(), failure.told(), failure.migration());
        return new Preview(
                event.job(), event.assetType(), event.bucket(), event.assetId(), Outcome.FAILED, null, problem);
    }
}
