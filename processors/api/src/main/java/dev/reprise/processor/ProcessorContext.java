package dev.reprise.processor;

import java.util.Optional;

/** What a service offers to processors when it starts. */
public interface ProcessorContext {

    /**
     * Returns a setting.
     *
     * @param key the whole key; a processor's own are {@code reprise.processors.<name>.…}
     */
    Optional<String> setting(String key);

    /** Returns the loader by which the processor finds its own classes and files. */
    ClassLoader classLoader();
}
