package dev.reprise.service.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running topology. A thread that dies of an exception is replaced after a pause, without end: what it held is
 * replayed, and a cause that lasts is visible in the log and in readiness rather than in a dead service.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class StreamsRunner implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

    /** Long enough that a lasting cause does not fill the log, short enough that a passing one is not felt. */
    private static final Duration REPLACEMENT_PAUSE = Duration.ofSeconds(2);

    /** SIGTERM leaves 20 s for everything; the rest is for closing connections. */
    private static final Duration CLOSE_TIME_MAX = Duration.ofSeconds(15);

    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Makes the topology ready to start. */
    public StreamsRunner(Topology topology, Properties properties, KafkaClientSupplier clients) {
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

    private StreamThreadExceptionResponse replaceAfterPause(Throwable cause) {
        LOG.error("event=stream-thread-died action=replace", cause);
        try {
            if (closing.await(REPLACEMENT_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
