package dev.reprise.idproducer.production.http;

import dev.reprise.idproducer.production.Reading;
import dev.reprise.idproducer.production.Signal;
import dev.reprise.idproducer.production.Verdict;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A signal that is asked by HTTP.
 *
 * <p>Threading: asked by one thread, which blocks; read by any.
 */
public final class HttpSignal implements Signal {

    private final String name;
    private final Duration interval;
    private final HttpAnswers answers;
    private final Meaning meaning;
    private final Clock clock;
    private volatile @Nullable Answer answer;
    private volatile @Nullable String trouble;

    /** What an answer means. */
    @FunctionalInterface
    interface Meaning {
        /**
         * Judges an answer.
         *
         * @throws IOException if it means nothing, with the reason
         */
        Verdict of(HttpAnswers.Found found) throws IOException;
    }

    HttpSignal(String name, Duration interval, HttpAnswers answers, Meaning meaning, Clock clock) {
        this.name = name;
        this.interval = interval;
        this.answers = answers;
        this.meaning = meaning;
        this.clock = clock;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void ask() {
        try {
            Verdict verdict = meaning.of(answers.ask());
            answer = new Answer(clock.instant(), Reading.of(verdict));
            trouble = null;
        } catch (IOException e) {
            String words = e.getMessage();
            trouble = words == null ? e.getClass().getSimpleName() : words;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    @Override
    public @Nullable String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        // The client ends with the thread that asks.
    }
}
