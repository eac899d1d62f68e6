package dev.reprise.migration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A compiled schema. Threading: called by many threads at once. */
@FunctionalInterface
public interface SchemaCheck {

    /** Violations beyond this many are left out. */
    int VIOLATIONS_MAX = 20;

    /** What is wrong with a payload, at most {@link #VIOLATIONS_MAX}; empty, and fast, when it is valid. */
    List<SchemaViolation> check(JsonNode payload);
}
