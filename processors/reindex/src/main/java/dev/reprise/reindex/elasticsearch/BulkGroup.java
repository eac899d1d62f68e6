package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch._types.VersionType;
import dev.reprise.common.async.Cancellation;
import dev.reprise.reindex.DocumentWrite;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Documents that are sent together, and who waits for their answers.
 *
 * @param documents at least one, at most one an asset
 * @param versionType whether a document with the same version stays, unless it is to be overwritten
 * @param cancellation they are not sent after it
 * @param goesAlone whether no other group may be in its request, so that a refusal is its own
 * @param answers to each document, in their order
 */
record BulkGroup(
        List<DocumentWrite> documents,
        VersionType versionType,
        Cancellation cancellation,
        boolean goesAlone,
        CompletableFuture<List<ItemAnswer>> answers) {

    /** Returns whether both may go in one request. */
    boolean goesWith(BulkGroup other) {
        return !goesAlone && !other.goesAlone && versionType == other.versionType;
    }

    /** Returns the same for a request of its own; whoever waits gets the answers of that one. */
    BulkGroup alone() {
        return new BulkGroup(documents, versionType, cancellation, true, answers);
    }

    /** Returns the size of all documents. */
    long bytes() {
        return documents.stream().mapToLong(DocumentWrite::bytes).sum();
    }
}
