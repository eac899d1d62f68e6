package dev.reprise.service.kafka;

import dev.reprise.common.async.Backoff;
import dev.reprise.common.async.RemoteError;
import dev.reprise.service.failure.FatalErrors;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running topology. A thread that dies of an exception is replaced after a pause, without end: what it held is
 * replayed, and a cause that lasts is visible in the log and in readiness rather than in a dead service. The pauses grow,
 * so that a lasting cause does not become a storm of rebalances. An error after which the JVM cannot be relied on ends the
 * process.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class StreamsRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

    /** Short enough that a passing cause is not felt. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /**
     * The dying thread keeps its tasks and its open transaction while it pauses; this is well below the timeout of either.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(16);

    /** A thread that has lived for so long has nothing to do with the last that died. */
    private static final Duration CALM = Duration.ofMinutes(1);

    /** SIGTERM leaves 20 s for everything; the rest is for closing connections. */
    private static final Duration CLOSE_TIME_MAX = Duration.ofSeconds(15);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Backoff backoff;
    private volatile @Nullable String lastDeath;

    /**
     * Makes the topology ready to start.
     *
     * @param nanoTime a clock that only goes forward
     */
    public StreamsRunner(Topology topology, Properties properties, KafkaClientSupplier clients, LongSupplier nanoTime) {
        this.backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, CALM, nanoTime);
        this.streams = new KafkaStreams(topology, properties, clients);
        this.metrics = new KafkaStreamsMetrics(streams);
        streams.setUncaughtExceptionHandler(this::replaceAfterPause);
    }

    /** Starts the threads; returns at once. */
    public void start() {
        streams.start();
    }

    /** Returns whether records are being processed; false while tasks move between instances. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Returns whether the topology can never run again in this process. */
    public boolean isDead() {
        KafkaStreams.State state = streams.state();
        return closing.getCount() > 0 && (state == KafkaStreams.State.ERROR || state.hasCompletedShutdown());
    }

    /** Returns the state in Kafka's own words. */
    public String state() {
        return streams.state().toString();
    }

    /** Shows Kafka's own metrics of the stream, the consumers' lag among them. */
    public void bindTo(MeterRegistry registry) {
        metrics.bindTo(registry);
    }

    /** Drains what is in flight, commits and leaves the group. */
    @Override
    public void close() {
        closing.countDown();
        metrics.close();
        if (!streams.close(CLOSE_TIME_MAX)) {
            LOG.warn("event=streams-close-timeout seconds={}", CLOSE_TIME_MAX.toSeconds());
        }
    }

    /** Returns what a thread has died of, while that is not long ago; empty otherwise. */
    public Optional<String> trouble() {
        return backoff.isCalm() ? Optional.empty() : Optional.ofNullable(lastDeath);
    }

    private StreamThreadExceptionResponse replaceAfterPause(Throwable cause) {
        FatalErrors.endProcessIfFatal(cause);
        boolean fatal = KafkaErrors.classify(cause) == RemoteError.FATAL;
        Duration pause = backoff.next();
        LOG.error("event=stream-thread-died fatal={} action=replace afterMillis={}", fatal, pause.toMillis(), cause);
        String means = fatal ? "a person must fix this: " : "a stream thread died: ";
        lastDeath = means + KafkaErrors.words(cause);
        try {
            if (closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
