package dev.reprise.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.CanonicalJson;
import dev.reprise.common.wire.Json;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.VersionedPayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the audited job, and those beside it, may have made of a row.
 *
 * <p>Threading: one thread.
 */
final class JobWrites {

    private final JobFacts facts;
    private final List<JobFacts> jobs;
    private final MigrationOracle oracle;

    /**
     * Creates the rules.
     *
     * @param facts the audited job
     * @param beside others that may have written rows, with the same target
     */
    JobWrites(JobFacts facts, List<JobFacts> beside, MigrationOracle oracle) {
        this.facts = facts;
        this.jobs = Stream.concat(Stream.of(facts), beside.stream()).toList();
        this.oracle = oracle;
    }

    /** Returns the audited job. */
    JobFacts facts() {
        return facts;
    }

    /** Returns whether no other job may have written an asset. */
    boolean isAlone(AssetKey key) {
        return jobs.stream()
                .filter(job -> !job.job().equals(facts.job()))
                .noneMatch(job -> job.selects(key.partition().assetType(), key.assetId()));
    }

    /** Returns whether the audited job has to migrate, or to dead-letter, what a write left. */
    boolean isDue(AssetKey key, VersionedPayload content) {
        return isDue(facts, key, content);
    }

    /** Returns whether the audited job has to dead-letter what a write left. */
    boolean isRefused(AssetKey key, PastWrite write) {
        return isDue(key, write.content()) && migrated(key, write.content()).isEmpty();
    }

    /** Returns whether the audited job has to migrate what a write left. */
    boolean isMigratable(AssetKey key, PastWrite write) {
        return isDue(key, write.content()) && migrated(key, write.content()).isPresent();
    }

    /** Returns the payload that a job makes of another; empty when it refuses it. */
    Optional<String> migrated(AssetKey key, VersionedPayload content) {
        return oracle.afterMigration(key.partition().assetType(), content);
    }

    /** Returns how far above a write the jobs write. */
    Stream<Integer> fences() {
        return jobs.stream().map(JobFacts::fence).distinct();
    }

    /** Returns what each job makes of a write, each at its time. */
    List<PastWrite> of(AssetKey key, PastWrite write) {
        return jobs.stream()
                .filter(job -> isDue(job, key, write.content()))
                .flatMap(job -> migrated(key, write.content()).stream()
                        .map(payload -> write.migrated(new VersionedPayload(target(job, key), payload), job)))
                .toList();
    }

    /** Returns whether two payloads say the same; numbers are compared by value and all their digits. */
    static boolean isSameJson(String expected, @Nullable String payload) {
        if (payload == null || expected.equals(payload)) {
            return payload != null;
        }
        try {
            return parse(expected).equals(parse(payload));
        } catch (JsonProcessingException e) {
            // What is no JSON is no result of a migration; the row is reported with its write time and version.
            return false;
        }
    }

    private static JsonNode parse(String json) throws JsonProcessingException {
        return CanonicalJson.of(Json.parseStrict(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static boolean isDue(JobFacts job, AssetKey key, VersionedPayload content) {
        return content.schemaVersion() < target(job, key)
                && job.selects(key.partition().assetType(), key.assetId());
    }

    private static int target(JobFacts job, AssetKey key) {
        return job.targetVersion(key.partition().assetType());
    }
}
