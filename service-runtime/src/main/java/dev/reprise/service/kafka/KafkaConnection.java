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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin client of a service, and whether Kafka still answers it. A client cannot be made while the names of the
 * brokers have no address, so making it is the first thing that a service waits for. Afterwards Kafka is asked from time to
 * time: a service that has nothing to do would not notice that Kafka is away, or that it denies a right.
 *
 * <p>Threading: attempts by one thread; all else by any.
 */
public final class KafkaConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** A service that is refused or denied something asks at each look: it goes on soon after a person has fixed it. */
    private static final Duration ASK_EVERY = Duration.ofSeconds(5);

    /** Longer than a broker takes to restart behind a cluster that goes on. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(15);

    private static final int ANSWER_MILLIS_MAX = 10_000;

    private final String servers;
    private final Supplier<Admin> opener;
    private final Function<Admin, CompletionStage<?>> question;
    private final Function<Admin, CompletionStage<Optional<String>>> rights;
    private final LongSupplier nanoTime;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "kafka-connection");
        made.setDaemon(true);
        return made;
    });
    private volatile @Nullable Admin admin;
    private volatile long answeredAtNanos;
    private volatile long askedAtNanos;
    private volatile @Nullable String refusal;
    private volatile boolean isRefused;

    private volatile @Nullable String denial;
    private volatile boolean isAskedForRights;

    /**
     * Connects to nothing yet.
     *
     * @param rights that the service needs
     * @param nanoTime a clock that only goes forward
     */
    public KafkaConnection(KafkaSettings settings, RequiredRights rights, LongSupplier nanoTime) {
        this(
                settings.bootstrapServers(),
                () -> Admin.create(settings.client()),
                KafkaConnection::asked,
                rights::denied,
                nanoTime);
    }

    KafkaConnection(
            String servers,
            Supplier<Admin> opener,
            Function<Admin, CompletionStage<?>> question,
            Function<Admin, CompletionStage<Optional<String>>> rights,
            LongSupplier nanoTime) {
        this.servers = servers;
        this.opener = opener;
        this.question = question;
        this.rights = rights;
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
            return Optional.of(noConnection(e));
        }
        var unused = thread.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
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

    /**
     * Looks whether Kafka has been asked for the rights of the service, and gives all of them.
     *
     * @return why the service cannot work with Kafka, in words; empty when it can
     */
    public Optional<String> awaitRights() {
        String refused = refusal;
        if (refused != null) {
            return Optional.of(refused);
        }
        return isAskedForRights ? Optional.ofNullable(denial) : Optional.of("Kafka does not answer at " + servers);
    }

    /**
     * Returns why Kafka refuses the client, since when it has not answered, or which rights it denies, in words; empty while all
     * is well.
     */
    public Optional<String> trouble() {
        String refused = refusal;
        if (refused != null) {
            return Optional.of(refused);
        }
        long silentNanos = nanoTime.getAsLong() - answeredAtNanos;
        if (admin != null && silentNanos > SILENCE_MAX.toNanos()) {
            return Optional.of("Kafka has not answered for " + TimeUnit.NANOSECONDS.toSeconds(silentNanos) + " s");
        }
        return Optional.ofNullable(denial);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        Admin open = admin;
        if (open != null) {
            open.close(Duration.ofSeconds(1));
        }
    }

    /** The thread would never look again after an exception. */
    private void look() {
        try {
            lookOnce();
        } catch (RuntimeException e) {
            LOG.warn("event=kafka-not-asked reason=\"{}\"", e.toString());
        }
    }

    private void lookOnce() {
        if (isRefused) {
            reopen();
        }
        boolean isWell = isAskedForRights && refusal == null && denial == null;
        if (!isRefused && (!isWell || nanoTime.getAsLong() - askedAtNanos >= ASK_EVERY.toNanos())) {
            askedAtNanos = nanoTime.getAsLong();
            ask();
        }
    }

    /** Waits for no answer: the client itself gives up each question after a while. */
    void ask() {
        Admin asked = admin();
        var unused = question.apply(asked).whenComplete((answer, failure) -> {
            if (failure == null) {
                answeredAtNanos = nanoTime.getAsLong();
                refusal = null;
                askForRights(asked);
            } else if (asked == admin) {
                refusal = KafkaRefusal.words(failure, "kafka.").orElse(null);
                // The next look closes the client, which its own thread cannot.
                isRefused = KafkaRefusal.isOfCredentials(failure);
            }
        });
    }

    private void askForRights(Admin asked) {
        var unused = rights.apply(asked).thenAccept(denied -> {
            String before = denial;
            denial = denied.orElse(null);
            isAskedForRights = true;
            if (denied.isPresent() && !denied.get().equals(before)) {
                LOG.warn("event=kafka-denies reason=\"{}\"", denied.get());
            }
        });
    }

    /**
     * A client whose credentials were refused repeats the refusal for minutes without asking again, so another one asks. Clients share
     * a login while one of them is open: the old one goes first, so that the new one reads its files again.
     */
    private void reopen() {
        admin().close(Duration.ZERO);
        try {
            admin = opener.get();
            isRefused = false;
        } catch (KafkaException e) {
            refusal = noConnection(e);
        }
    }

    private String noConnection(KafkaException failure) {
        return "no connection to Kafka at " + servers + ": " + root(failure).getMessage();
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
