package dev.reprise.idproducer.production;

import dev.reprise.common.request.Limits;
import dev.reprise.service.failure.FatalErrors;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the signals, while this instance leads a job that gives way by them. So the whole deployment measures in one place, and
 * not at all while no job needs it.
 *
 * <p>Threading: a thread for each signal; told by the thread of the coordinator, read by any. Bound: three signals.
 */
public final class ProductionWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ProductionWatch.class);

    private final List<Watched> all;
    private final ProductionTerms terms;
    private final Lost lost;
    private final Clock clock;
    private final ScheduledExecutorService threads;

    /** A signal, and since when it is asked. */
    private static final class Watched {
        private final Signal signal;

        /** {@code null} while it is not asked. */
        private volatile @Nullable Instant since;

        Watched(Signal signal) {
            this.signal = signal;
        }

        void ask(boolean isNeeded, Instant now) {
            if (!isNeeded) {
                since = null;
            } else if (since == null) {
                since = now;
            }
        }
    }

    /**
     * What holds when a signal does not answer.
     *
     * @param after so long it may be silent
     * @param holds whether jobs then stand; else they go on as if there were no such signal
     */
    public record Lost(Duration after, boolean holds) {}

    /** Creates a watch that asks nobody yet. */
    public ProductionWatch(List<Signal> signals, ProductionTerms terms, Lost lost, Clock clock) {
        this.all = signals.stream().map(Watched::new).toList();
        this.terms = terms;
        this.lost = lost;
        this.clock = clock;
        this.threads = Executors.newScheduledThreadPool(
                Math.max(1, signals.size()), task -> new Thread(task, "production-signal"));
    }

    /** Begins to ask whenever it is needed. */
    public void start() {
        for (Watched one : all) {
            long nanos = one.signal.interval().toNanos();
            var unused = threads.scheduleAtFixedRate(() -> ask(one), 0, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Asks for these jobs from now on, and for no others any more; for none when the jobs are led elsewhere. */
    public void watch(List<Limits> jobs) {
        Instant now = clock.instant();
        boolean isNeeded = jobs.stream().anyMatch(terms::needsSignals);
        boolean hasTarget = jobs.stream().anyMatch(limits -> terms.target(limits) != null);
        all.forEach(one -> one.ask(one.signal.needsTarget() ? hasTarget : isNeeded, now));
    }

    /** Returns how production fares now. */
    public Production latest() {
        Instant now = clock.instant();
        return new Production(
                all.stream().flatMap(one -> reading(one, now).stream()).toList());
    }

    /** Returns whether a signal has not answered for too long; never while it is not asked. */
    public boolean isLost(Signal signal) {
        Instant now = clock.instant();
        return all.stream().anyMatch(one -> one.signal == signal && isLost(one, one.since, now));
    }

    /** Returns the signals. */
    public List<Signal> signals() {
        return all.stream().map(one -> one.signal).toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        all.forEach(one -> one.signal.close());
    }

    private Optional<Reading> reading(Watched one, Instant now) {
        return found(one, now)
                .map(reading -> one.signal.needsTarget()
                        ? (p99Max, since) -> p99Max == null ? Verdict.FREE : reading.judge(p99Max, since)
                        : reading);
    }

    /** What was told before the watch began is of another time, so a job stands until there is an answer. */
    private Optional<Reading> found(Watched one, Instant now) {
        Signal signal = one.signal;
        Instant since = one.since;
        if (isLost(one, since, now)) {
            String why = signal.trouble();
            String words = "the " + signal.name() + " has not answered for "
                    + lost.after().toSeconds() + " s" + (why == null ? "" : ": " + why);
            return lost.holds() ? Optional.of(Reading.of(Verdict.hold(words))) : Optional.empty();
        }
        return Optional.of(signal.answer()
                .filter(answer -> since != null && !answer.at().isBefore(since))
                .map(Signal.Answer::reading)
                .orElseGet(() -> Reading.of(Verdict.hold("the " + signal.name() + " has not answered yet"))));
    }

    private boolean isLost(Watched one, @Nullable Instant since, Instant now) {
        if (since == null) {
            return false;
        }
        Instant answered = one.signal.answer().map(Signal.Answer::at).orElse(since);
        Instant last = answered.isAfter(since) ? answered : since;
        return now.isAfter(last.plus(lost.after()));
    }

    private static void ask(Watched one) {
        if (one.since == null) {
            return;
        }
        try {
            one.signal.ask();
        } catch (RuntimeException e) {
            // The thread would never ask again. A signal that is not heard of counts as lost.
            LOG.warn("event=signal-unasked signal=\"{}\" reason=\"{}\"", one.signal.name(), e.toString());
        } catch (VirtualMachineError e) {
            FatalErrors.endProcessIfFatal(e);
            throw e;
        }
    }
}
