package dev.reprise.service.config;

import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.processor.ProcessorSetting;
import java.time.Duration;
import java.time.format.DateTimeParseException;
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
    private static final String BYTES = "group-bytes-max";
    private static final String PATIENCE = "retry-patience";
    private static final int RATE_MAX = Integer.MAX_VALUE;
    private static final int IN_FLIGHT_MAX = 100_000;
    private static final int GROUP_MAX = 1_000;
    private static final int BYTES_MAX = 16_777_216;
    private static final Duration PATIENCE_MIN = Duration.ofMillis(100);
    private static final Duration PATIENCE_MAX = Duration.ofMinutes(5);

    /**
     * Limits; {@code null} where there is none.
     *
     * @param eventsPerSecondMax rate of one job
     * @param inFlightMax rows of all its jobs that an instance of the worker has in flight
     * @param groupRowsMax rows that are read, decided and applied together
     * @param groupBytesMax payload bytes of one write request
     * @param patience for how long a write is repeated
     */
    public record Limits(
            @Nullable Integer eventsPerSecondMax,
            @Nullable Integer inFlightMax,
            @Nullable Integer groupRowsMax,
            @Nullable Integer groupBytesMax,
            @Nullable Duration patience) {

        private static final Limits NONE = new Limits(null, null, null);

        /** Creates limits of how much there is at once. */
        public Limits(
                @Nullable Integer eventsPerSecondMax, @Nullable Integer inFlightMax, @Nullable Integer groupRowsMax) {
            this(eventsPerSecondMax, inFlightMax, groupRowsMax, null, null);
        }

        private Limits strictest(Limits other) {
            return new Limits(
                    least(eventsPerSecondMax, other.eventsPerSecondMax),
                    least(inFlightMax, other.inFlightMax),
                    least(groupRowsMax, other.groupRowsMax),
                    least(groupBytesMax, other.groupBytesMax),
                    least(patience, other.patience));
        }

        private static <T extends Comparable<T>> @Nullable T least(@Nullable T one, @Nullable T other) {
            if (one == null) {
                return other;
            }
            return other == null || one.compareTo(other) <= 0 ? one : other;
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
                    number(reader, key(name, GROUP), GROUP_MAX),
                    number(reader, key(name, BYTES), BYTES_MAX),
                    duration(reader, key(name, PATIENCE)));
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

    private static @Nullable Duration duration(ConfigurationReader reader, String key) {
        String text = reader.text(key).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(PATIENCE_MIN) >= 0 && duration.compareTo(PATIENCE_MAX) <= 0) {
                return duration;
            }
            reader.note(key, "'" + text + "' must lie between " + PATIENCE_MIN + " and " + PATIENCE_MAX);
        } catch (DateTimeParseException e) {
            reader.note(key, "'" + text + "' must be a duration such as PT2S");
        }
        return null;
    }

    /** Returns the limits of a processor that is known by its name. */
    public Limits of(String processor) {
        return byName.getOrDefault(processor, Limits.NONE);
    }

    /** Returns the limits of a processor; of a chain, the strictest of its steps. */
    public Limits of(ProcessorSpec processor) {
        return processor.steps().stream().map(step -> of(step.name())).reduce(Limits.NONE, Limits::strictest);
    }

    /** Returns the keys of one processor. */
    static List<String> keys(String name) {
        return Stream.of(RATE, IN_FLIGHT, GROUP, BYTES, PATIENCE)
                .map(limit -> key(name, limit))
                .toList();
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
                        "too small: a request for few rows. Larger than `reprise.worker.group-rows-max`: no effect"),
                new ProcessorSetting(
                        key(ANY, BYTES),
                        "bytes, 1 – 16,777,216",
                        "`reprise.worker.group-bytes-max`",
                        "too small: a request for each row. Too large: beyond what Cassandra takes as one mutation; such a group is"
                                + " written row by row"),
                new ProcessorSetting(
                        key(ANY, PATIENCE),
                        "PT0.1S – PT5M",
                        "three fifths of `reprise.worker.drain-time-max`",
                        "how long a write is repeated before the task gives up and comes back. Too small: tasks give up for a"
                                + " short trouble. Longer than the default: no effect, since a commit waits for it"));
    }
}
