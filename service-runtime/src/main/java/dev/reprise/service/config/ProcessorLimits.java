package dev.reprise.service.config;

import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.processor.ProcessorSetting;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What jobs of each processor may take at most, below what the service itself allows.
 *
 * <p>Threading: immutable.
 *
 * @param byName limits of those processors that have any
 */
public record ProcessorLimits(Map<String, Limits> byName) {

    /** No limits. */
    public static final ProcessorLimits NONE = new ProcessorLimits(Map.of());

    private static final String ANY = "<name>";
    private static final String RATE = "events-per-second-max";
    private static final String IN_FLIGHT = "in-flight-max";
    private static final String GROUP = "group-rows-max";
    private static final int RATE_MAX = Integer.MAX_VALUE;
    private static final int IN_FLIGHT_MAX = 100_000;
    private static final int GROUP_MAX = 1_000;

    /**
     * Limits; {@code null} where there is none.
     *
     * @param eventsPerSecondMax rate of one job
     * @param inFlightMax rows of all its jobs that an instance of the worker has in flight
     * @param groupRowsMax rows that are read, decided and applied together
     */
    public record Limits(
            @Nullable Integer eventsPerSecondMax, @Nullable Integer inFlightMax, @Nullable Integer groupRowsMax) {

        private static final Limits NONE = new Limits(null, null, null);

        private Limits strictest(Limits other) {
            return new Limits(
                    least(eventsPerSecondMax, other.eventsPerSecondMax),
                    least(inFlightMax, other.inFlightMax),
                    least(groupRowsMax, other.groupRowsMax));
        }

        private static @Nullable Integer least(@Nullable Integer one, @Nullable Integer other) {
            if (one == null) {
                return other;
            }
            return other == null ? one : Integer.valueOf(Math.min(one, other));
        }
    }

    public ProcessorLimits {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** Reads the limits of all processors that the reader knows; mistakes are noted in it. */
    public static ProcessorLimits from(ConfigurationReader reader) {
        Map<String, Limits> byName = new TreeMap<>();
        for (String name : reader.processors()) {
            var limits = new Limits(
                    number(reader, key(name, RATE), RATE_MAX),
                    number(reader, key(name, IN_FLIGHT), IN_FLIGHT_MAX),
                    number(reader, key(name, GROUP), GROUP_MAX));
            if (!limits.equals(Limits.NONE)) {
                byName.put(name, limits);
            }
        }
        return new ProcessorLimits(byName);
    }

    private static @Nullable Integer number(ConfigurationReader reader, String key, int max) {
        String text = reader.text(key).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
            reader.note(key, "'" + text + "' must lie between 1 and " + max);
        } catch (NumberFormatException e) {
            reader.note(key, "'" + text + "' must be a whole number");
        }
        return null;
    }

    /** Returns the limits of a processor; of a chain, the strictest of its steps. */
    public Limits of(ProcessorSpec processor) {
        return processor.steps().stream()
                .map(step -> byName.getOrDefault(step.name(), Limits.NONE))
                .reduce(Limits.NONE, Limits::strictest);
    }

    /** Returns the keys of one processor. */
    static List<String> keys(String name) {
        return Stream.of(RATE, IN_FLIGHT, GROUP).map(limit -> key(name, limit)).toList();
    }

    private static String key(String name, String limit) {
        return "reprise.processors." + name + "." + limit;
    }

    /** Returns the settings that there are for each processor. */
    public static List<ProcessorSetting> settings() {
        return List.of(
                new ProcessorSetting(
                        key(ANY, RATE),
                        "events per second of one job, from 1; read by id-producer",
                        "the job's own rate",
                        "too small: jobs take long. Too large: it protects nothing. A job or a `throttle` that asks for more gets this rate"),
                new ProcessorSetting(
                        key(ANY, IN_FLIGHT),
                        "rows per worker, 1 – 100,000",
                        "`reprise.worker.in-flight-max`",
                        "too small: throughput is in-flight rows by latency. Too large: pressure on what the processor writes to"),
                new ProcessorSetting(
                        key(ANY, GROUP),
                        "rows, 1 – 1000",
                        "`reprise.worker.group-rows-max`",
                        "too small: a request for few rows. Larger than `reprise.worker.group-rows-max`: no effect"));
    }
}
