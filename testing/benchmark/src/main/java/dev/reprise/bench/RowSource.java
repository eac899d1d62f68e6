package dev.reprise.bench;

import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Rows of the benchmark as the baselines of processors get them: by buckets, page by page, many rows in flight. */
@FunctionalInterface
public interface RowSource {

    /** What is done with a page; called by several threads, each with pages of another bucket. */
    @FunctionalInterface
    interface PageWork {

        /** Begins it; the rows are in flight until the stage has ended. */
        CompletionStage<?> begin(AssetPartition partition, List<PlainRow> rows);
    }

    /**
     * Reads all rows of a type; blocks until all work is done.
     *
     * @throws dev.reprise.cli.invocation.FailedException with the first failure
     */
    void read(String assetType, PageWork work);
}
