package dev.reprise.endtoend.service;

import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.wire.Json;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When the outcomes of jobs came: their time stamps are taken when a write is acknowledged, or at most a commit later, so
 * that what is read here is never too good.
 *
 * <p>Threading: one thread.
 */
final class Timeline {

    /** Rates are told of windows of this length, long beside a commit. */
    private static final long WINDOW_MILLIS = 5_000;

    private final Map<String, NavigableMap<Long, Integer>> outcomes = new HashMap<>();

    /** Reads all outcomes. */
    static Timeline read(TopicClient client, String topic) {
        var timeline = new Timeline();
        client.forEach(topic, one -> timeline.outcomes
                .computeIfAbsent(Json.read(one.value(), OutcomeRecord.class).job(), job -> new TreeMap<>())
                .merge(one.timestamp(), 1, Integer::sum));
        return timeline;
    }

    /** Returns how many outcomes a job has. */
    long count(String job) {
        return of(job).values().stream().mapToLong(Integer::intValue).sum();
    }

    /** Prints what came of the steps, to be read and not to be judged. */
    void report(Steps steps, String steered, String other) {
        lastBefore(steps, steered, "pause", "resume");
        lastBefore(steps, steered, "cancel", null);
        System.out.printf(
                Locale.ROOT,
                "resume: first outcome after %d ms%n",
                of(steered).higherKey(steps.millisOf("resume")) - steps.millisOf("resume"));
        for (String step : new String[] {"throttle", "unthrottle"}) {
            long at = steps.millisOf(step);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d/s before, %d/s in the first two seconds, %d/s in the next two%n",
                    step,
                    perSecond(steered, at - 2_000, at),
                    perSecond(steered, at, at + 2_000),
                    perSecond(steered, at + 2_000, at + 4_000));
        }
        for (String step : new String[] {"throttle", "unthrottle", "pause", "resume", "cancel"}) {
            long at = steps.millisOf(step);
            System.out.printf(
                    Locale.ROOT,
                    "the other job around %s: %d/s before, %d/s after%n",
                    step,
                    perSecond(other, at - WINDOW_MILLIS, at),
                    perSecond(other, at, at + WINDOW_MILLIS));
        }
        System.out.printf(
                Locale.ROOT,
                "all killed: the other job had its next outcome %d ms after, everything was ready after %d ms%n",
                of(other).higherKey(steps.millisOf("killed") + 500) - steps.millisOf("killed"),
                steps.millisOf("alive") - steps.millisOf("killed"));
    }

    private void lastBefore(Steps steps, String job, String step, @Nullable String end) {
        var times = of(job);
        Long last = end == null ? times.lastKey() : times.lowerKey(steps.millisOf(end));
        System.out.printf(
                Locale.ROOT,
                "%s: last outcome after %d ms, %d outcomes after the command%n",
                step,
                (last == null ? 0 : last) - steps.millisOf(step),
                last == null
                        ? 0
                        : times
                                .subMap(steps.millisOf(step), false, Math.max(last, steps.millisOf(step)), true)
                                .values()
                                .stream()
                                .mapToInt(Integer::intValue)
                                .sum());
    }

    private long perSecond(String job, long fromMillis, long toMillis) {
        long count = of(job).subMap(fromMillis, toMillis).values().stream()
                .mapToLong(Integer::intValue)
                .sum();
        return count * 1_000 / (toMillis - fromMillis);
    }

    private NavigableMap<Long, Integer> of(String job) {
        NavigableMap<Long, Integer> found = outcomes.get(job);
        if (found == null) {
            throw new AssertionError("no outcome of " + job);
        }
        return found;
    }
}
