package dev.reprise.reindex.elasticsearch;

/**
 * Bounds of what a worker sends.
 *
 * @param requestBytesMax documents of one bulk request, in bytes; one alone may have more
 * @param requestsMax bulk requests under way
 */
public record BulkLimits(int requestBytesMax, int requestsMax) {
    public BulkLimits {
        if (requestBytesMax < 1 || requestsMax < 1) {
            throw new IllegalArgumentException("all bounds must be positive");
        }
    }
}
