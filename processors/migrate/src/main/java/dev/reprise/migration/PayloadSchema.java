package dev.reprise.migration;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The schema of one version of one asset type. Immutable and safe for threads.
 *
 * @param assetType the type
 * @param version of its payloads
 * @param file where the schema stands
 * @param checksum sha-256 in hex, of this file and those it refers to
 * @param check the compiled form
 */
public record PayloadSchema(String assetType, int version, String file, String checksum, SchemaCheck check) {

    /** Checks that nothing is missing. */
    public PayloadSchema {
        requireNonNull(assetType, "assetType");
        requireNonNull(file, "file");
        requireNonNull(checksum, "checksum");
        requireNonNull(check, "check");
        if (version < 1) {
            throw new IllegalArgumentException("versions are counted from 1: " + version);
        }
    }

    /** Its name among the checksums, such as {@code schemas/movie/v2}. */
    public String id() {
        return "schemas/" + assetType + "/v" + version;
    }

    /** What is wrong with a payload, see {@link SchemaCheck#check}; empty when it is valid. */
    public List<SchemaViolation> violations(JsonNode payload) {
        return check.check(payload);
    }
}
