package dev.reprise.service.boot;

import java.util.Optional;

/** One thing a service needs before it can work. */
@FunctionalInterface
public interface WaitingStep {

    /**
     * Tries once.
     *
     * @return what is still awaited, in words; empty when the step is done
     * @throws InterruptedException if the service is being stopped
     */
    Optional<String> attempt() throws InterruptedException;
}
