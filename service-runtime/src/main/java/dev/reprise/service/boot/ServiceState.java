package dev.reprise.service.boot;

import dev.reprise.service.kafka.StreamsRunner;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a service is, for its health checks.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class ServiceState {

    private final StartUp startUp;
    private volatile @Nullable StreamsRunner streams;
    private volatile Supplier<Optional<String>> trouble = Optional::empty;
    private volatile boolean isWithoutStreams;

    /** Creates the state of a service that is starting. */
    public ServiceState(StartUp startUp) {
        this.startUp = startUp;
    }

    /** Notes the streams once they are started. */
    public void started(StreamsRunner runner) {
        started(runner, Optional::empty);
    }

    /**
     * Notes the streams once they are started.
     *
     * @param ofTasks says why the tasks do not get on, whether or not the stream runs; empty while they do
     */
    public void started(StreamsRunner runner, Supplier<Optional<String>> ofTasks) {
        trouble = ofTasks;
        streams = runner;
    }

    /**
     * Notes that a service without streams is at work.
     *
     * @param ofWork says why it does not get on; empty while it does
     */
    public void started(Supplier<Optional<String>> ofWork) {
        trouble = ofWork;
        isWithoutStreams = true;
    }

    /** Returns why the service is not ready; empty when it is. */
    public Optional<String> notReady() {
        Optional<String> awaited = startUp.awaited();
        if (awaited.isPresent()) {
            return awaited;
        }
        if (isWithoutStreams) {
            return trouble.get();
        }
        StreamsRunner runner = streams;
        if (runner == null) {
            return Optional.of("the stream is not started");
        }
        // A server that refuses the service is why its tasks and its threads fail.
        Optional<String> reason = trouble.get().or(runner::trouble);
        return reason.isPresent() || runner.isRunning() ? reason : Optional.of("the stream is " + runner.state());
    }

    /** Returns why the process should be replaced; empty while it can go on. */
    public Optional<String> notAlive() {
        StreamsRunner runner = streams;
        if (runner != null && runner.isDead()) {
            return Optional.of("the stream is " + runner.state());
        }
        return startUp.failure().map(Throwable::toString);
    }

    /** Returns whether everything that was awaited at start has come. */
    public boolean isStarted() {
        return startUp.awaited().isEmpty();
    }
}
