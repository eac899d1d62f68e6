package dev.reprise.pipeline;

import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.Sink;
import dev.reprise.processor.Work;
import org.jspecify.annotations.Nullable;

/**
 * What a group of events asks the pipeline to do.
 *
 * <p>Threading: immutable.
 *
 * @param work what the job wants
 * @param processor decides
 * @param sink carries out what is decided; {@code null} for a preview, which describes it
 * @param recorded whether each outcome is recorded
 * @param <E> what is to be done about one asset
 */
public record RowTask<E>(Work work, AssetProcessor<E> processor, @Nullable Sink<E> sink, boolean recorded) {

    /** Returns what its decisions have in common, in words. */
    String subject() {
        return processor.subject(work.pinned(), work.assetType());
    }
}
