package dev.reprise.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.bench.Setting;
import dev.reprise.bench.Timing;
import dev.reprise.bench.usage.Gauges;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * One measured run.
 *
 * @param contestant who ran
 * @param layout of the tables
 * @param workers processes or threads
 * @param latencyMillis added to every request to the database
 * @param round from 1 on; the warm-up is not kept
 * @param rows that were read, changed and written
 * @param seconds of the work, see {@link Timing}
 * @param wholeSeconds with planning and verification
 * @param rowsPerSecond by the seconds of the work
 * @param cpuSecondsPer1000Rows by process
 * @param compilersShare share of that time which the JVMs' compilers took, from 0 to 1
 * @param peakMemoryMib by process
 * @param allocatedBytesPerRow by service, where it took part
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Run(
        String contestant,
        String layout,
        int workers,
        int latencyMillis,
        int round,
        int rows,
        double seconds,
        double wholeSeconds,
        double rowsPerSecond,
        Map<String, Double> cpuSecondsPer1000Rows,
        double compilersShare,
        Map<String, Long> peakMemoryMib,
        Map<String, Double> allocatedBytesPerRow) {

    private static final double MILLIS = 1000;

    /** Who has not ended the work yet, but handed it on. */
    public static final String HANDED_ON = "reprise-in-topic";

    /** The first job after a start of the services. */
    public static final String COLD = "cold";

    /** A later job of the same processes. */
    public static final String WARM = "warm";

    /** Puts a run together. */
    public static Run of(String contestant, Setting setting, int round, Measured measured) {
        double seconds = measured.timing.work().toMillis() / MILLIS;
        boolean services = contestant.equals("reprise") || contestant.equals("emit");
        return new Run(
                contestant,
                setting.layout(),
                setting.workers(),
                setting.latencyMillis(),
                round,
                measured.rows,
                seconds,
                measured.timing.whole().toMillis() / MILLIS,
                Math.round(measured.rows / seconds),
                each(measured.used.cpuSeconds(), MILLIS / measured.rows),
                Math.round(measured.used.compilersShare() * MILLIS) / MILLIS,
                measured.used.peakMemoryMib(),
                services ? each(measured.used.allocatedBytes(), 1.0 / measured.rows) : Map.of());
    }

    /** Returns the part of a run that ends when everything is handed on, without what it has used. */
    public static Run handedOn(Setting setting, int round, int rows, Duration handedOn) {
        return of(HANDED_ON, setting, round, new Measured(rows, Timing.of(handedOn), Gauges.Reading.NONE));
    }

    /** What the clock and the gauges say. */
    public record Measured(int rows, Timing timing, Gauges.Reading used) {}

    Setting setting() {
        return new Setting(layout, workers, latencyMillis);
    }

    private static Map<String, Double> each(Map<String, Double> values, double factor) {
        Map<String, Double> shares = new TreeMap<>();
        values.forEach((name, value) -> shares.put(name, Math.round(value * factor * MILLIS) / MILLIS));
        return shares;
    }
}
