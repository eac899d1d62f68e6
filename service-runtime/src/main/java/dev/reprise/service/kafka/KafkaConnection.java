package dev.reprise.service.kafka;

import dev.reprise.service.config.KafkaSettings;
import dev.reprise.topics.kafka.KafkaRefusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The admin client of a service, and whether Kafka still answers it. A client cannot be made while the names of the
 * brokers have no address, so making it is the first thing that a service waits for. Afterwards Kafka is asked from time to
 * time: a service that has nothing to do would not notice that Kafka is away.
 *
 * <p>Threading: attempts by one thread; all else by any.
 */
public final class KafkaConnection implements AutoCloseable {

    private static final Duration ASK_EVERY = Duration.ofSeconds(5);

    /** Longer than a broker takes to restart behind a cluster that goes on. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(15);

    private static final int ANSWER_MILLIS_MAX = 10_000;

    private final String servers;
    private final Supplier<Admin> opener;
    private final Function<Admin, CompletionStage<?>> question;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "kafka-connection");
        made.setDaemon(true);
        return made;
    });
    private volatile @Nullable Admin admin;
    private volatile long answeredAtNanos;
    private volatile @Nullable String refusal;

    /**
     * Connects to nothing yet.
     *
     * @param nanoTime a clock that only goes forward
     */
    public KafkaConnection(KafkaSettings settings, LongSupplier nanoTime) {
        this(settings.bootstrapServers(), () -> Admin.create(settings.client()), KafkaConnection::asked, nanoTime);
    }

    KafkaConnection(
            String servers,
            Supplier<Admin> opener,
            Function<Admin, CompletionStage<?>> question,
            LongSupplier nanoTime) {
        this.servers = servers;
        this.opener = opener;
        this.question = question;
        this.nanoTime = nanoTime;
    }

    /**
     * Makes the client, unless it is made.
     *
     * @return why it cannot be made, in words; empty when it is
     */
    public Optional<String> attempt() {
        if (admin != null) {
            return Optional.empty();
        }
        try {
            answeredAtNanos = nanoTime.getAsLong();
            admin = opener.get();
        } catch (KafkaException e) {
            return Optional.of("no connection to Kafka at " + servers + ": " + root(e).getMessage());
        }
        var unused = thread.scheduleWithFixedDelay(this::ask, 0, ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.empty();
    }

    /**
     * Returns the client as it is now; another one takes its place when it is refused, so nobody keeps it.
     *
     * @throws IllegalStateException before an attempt has succeeded
     */
    public Admin admin() {
        Admin open = admin;
        if (open == null) {
            throw new IllegalStateException("the connection to Kafka is not made yet");
        }
        return open;
    }

    /** Returns why Kafka refuses the client, or since when it has not answered, in words; empty while it answers. */
    public Optional<String> trouble() {
        String refused = refusal;
        if (refused != null) {
            return Optional.of(refused);
        }
        long silentNanos = nanoTime.getAsLong() - answeredAtNanos;
        return admin != null && silentNanos > SILENCE_MAX.toNanos()
                ? Optional.of("Kafka has not answered for " + TimeUnit.NANOSECONDS.toSeconds(silentNanos) + " s")
                : Optional.empty();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        Admin open = admin;
        if (open != null) {
            open.close(Duration.ofSeconds(1));
        }
    }

    /** Waits for no answer: the client itself gives up each question after a while. */
    void ask() {
        Admin asked = admin();
        var unused = question.apply(asked).whenComplete((answer, failure) -> {
            if (failure == null) {
                answeredAtNanos = nanoTime.getAsLong();
                refusal = null;
            } else {
                refusal = KafkaRefusal.words(failure, "kafka.").orElse(null);
                renewIfRefused(asked, failure);
            }
        });
    }

    /** A client whose credentials were refused repeats the refusal for minutes without asking again, so another one asks. */
    private void renewIfRefused(Admin refused, Throwable failure) {
        if (KafkaRefusal.isOfCredentials(failure)) {
            // Not here: a client cannot be closed by its own thread.
            thread.execute(() -> {
                admin = opener.get();
                refused.close(Duration.ZERO);
            });
        }
    }

    private static CompletionStage<?> asked(Admin admin) {
        var options = new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS_MAX);
        return admin.describeCluster(options).clusterId().toCompletionStage();
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
