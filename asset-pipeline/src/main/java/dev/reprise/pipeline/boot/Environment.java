package dev.reprise.pipeline.boot;

import dev.reprise.pipeline.decide.Decisions;
import java.time.Clock;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What comes from the machine.
 *
 * @param clock for the age of rows
 * @param nanoTime for waiting
 * @param random for the jitter of retries, from 0 to 1
 * @param scheduler for retries
 * @param decisions runs what processors decide
 * @param messageTopics whether there is a topic and this process may write to it
 */
public record Environment(
        Clock clock,
        LongSupplier nanoTime,
        DoubleSupplier random,
        ScheduledExecutorService scheduler,
        Decisions decisions,
        Function<String, CompletionStage<Boolean>> messageTopics) {}
