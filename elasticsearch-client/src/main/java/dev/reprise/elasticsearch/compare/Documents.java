package dev.reprise.elasticsearch.compare;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Documents by id, each with its version.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface Documents {

    /**
     * Gives all documents, some at a time; those of one index as they are at one moment.
     *
     * @param page is over before the next one is read
     */
    CompletionStage<Void> forEachPage(Function<Map<String, Long>, CompletionStage<Void>> page);

    /** Returns those that are there, as they are now. */
    CompletionStage<Map<String, Long>> versions(Collection<String> ids);
}
