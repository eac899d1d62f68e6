package dev.reprise.cli.compare;

import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The documents of an index by id, each with its version.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface Documents {

    /** Gives all documents as they are at one moment, some at a time. */
    void forEachPage(Consumer<Map<String, Long>> page);

    /** Returns those that are there. */
    Map<String, Long> versions(Collection<String> ids);
}
