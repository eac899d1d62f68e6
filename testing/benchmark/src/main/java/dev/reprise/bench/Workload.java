package dev.reprise.bench;

/**
 * What a contestant is to do in one run: bring all rows of a type from one version to the next.
 *
 * @param assetType type of the rows
 * @param rows how many there are
 * @param fromVersion version that they are at
 */
public record Workload(String assetType, int rows, int fromVersion) {

    /** Returns the version that they are brought to. */
    public int toVersion() {
        return fromVersion + 1;
    }
}
