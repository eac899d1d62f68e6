package dev.reprise.processor;

import java.util.List;

/**
 * Makes a processor; found by {@link java.util.ServiceLoader}, so that a jar beside the services adds one. Has a public
 * constructor without parameters.
 */
public interface ProcessorProvider {

    /** Returns the name of the processor that it makes. */
    String name();

    /** Returns all settings that it reads: any other key below {@code reprise.} is refused as a typo. */
    List<ProcessorSetting> settings();

    /**
     * Makes the processor; called once, when a service starts.
     *
     * @throws InvalidProcessorException with every reason why it cannot be used; the service does not start
     */
    AssetProcessor<?> create(ProcessorContext context);
}
