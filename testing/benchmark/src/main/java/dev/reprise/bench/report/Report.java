package dev.reprise.bench.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reprise.bench.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured. Ratios are of medians, in the first setting: rows clustered, one worker, no latency added.
 *
 * @param processor whose benchmark it is; {@code null} for that of the main job, {@code migrate}
 * @param machine processors and the like, for whoever compares
 * @param runs every measured run
 * @param medians by contestant, in the first setting
 * @param ratios {@code repriseToLimit}, {@code repriseToPerRecord}, {@code repriseToConsumer}, {@code repriseToSpark}, and
 *     {@code wholeToSpark} of the seconds until everything is verified; of a
 *     processor whose rows another service ends, {@code inTopicToLimit} until they are handed on to it; {@code coldToWarm} of the
 *     first job after a start
 * @param emitPerSecond median of ids emitted per second by one id-producer; {@code null} when not measured
 * @param production latency of live writes beside a job, in milliseconds; empty when not measured
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Report(
        @Nullable String processor,
        Map<String, String> machine,
        List<Run> runs,
        Map<String, Median> medians,
        Map<String, Double> ratios,
        @Nullable Double emitPerSecond,
        List<Production> production) {

    private static final List<String> BASELINES = List.of("limit", "per-record", "consumer", "spark");

    private static final double HUNDREDTHS = 100;

    /**
     * Medians over the rounds of one contestant.
     *
     * @param rowsPerSecond by the seconds of the work
     * @param wholeSeconds with planning and verification
     */
    public record Median(double rowsPerSecond, double wholeSeconds) {}

    /**
     * How long live writes took.
     *
     * @param beside what ran meanwhile
     * @param writes how many were made
     * @param p50Millis half of them were faster
     * @param p99Millis all but one of a hundred were faster
     * @param jobRowsPerSecond how fast the job was; 0 without one
     * @param throttledBy what the worker said slowed it down; empty when nothing did
     * @param targetMillis what the 99th percentile is to stay below; 0 where there is no target
     * @param secondsWithin part of the seconds in which it did
     */
    public record Production(
            String beside,
            int writes,
            double p50Millis,
            double p99Millis,
            double jobRowsPerSecond,
            String throttledBy,
            double targetMillis,
            double secondsWithin) {}

    /** Puts the report together. */
    public static Report of(Map<String, String> machine, List<Run> runs, List<Production> production) {
        return of(null, machine, runs, production);
    }

    /** Puts the report of a processor together. */
    public static Report ofProcessor(String processor, Map<String, String> machine, List<Run> runs) {
        return of(processor, machine, runs, List.of());
    }

    private static Report of(
            @Nullable String processor, Map<String, String> machine, List<Run> runs, List<Production> production) {
        Map<String, Double> ratios = new LinkedHashMap<>();
        Setting first = new Setting("bucketed", 1, 0);
        for (String baseline : BASELINES) {
            ratio(runs, first, "reprise", baseline, Run::rowsPerSecond)
                    .ifPresent(ratio -> ratios.put(ratioName(baseline), ratio));
        }
        ratio(runs, first, "reprise", "spark", run -> run.rows() / run.wholeSeconds())
                .ifPresent(ratio -> ratios.put("wholeToSpark", ratio));
        ratio(runs, first, Run.HANDED_ON, "limit", Run::rowsPerSecond)
                .ifPresent(ratio -> ratios.put("inTopicToLimit", ratio));
        ratio(runs, first, Run.COLD, Run.WARM, Run::rowsPerSecond).ifPresent(ratio -> ratios.put("coldToWarm", ratio));
        OptionalDouble emitted = medianOf(runs.stream()
                .filter(run -> run.contestant().equals("emit"))
                .map(Run::rowsPerSecond)
                .toList());
        Double emitPerSecond = emitted.isPresent() ? emitted.getAsDouble() : null;
        return new Report(processor, machine, runs, medians(runs, first), ratios, emitPerSecond, production);
    }

    private static Map<String, Median> medians(List<Run> runs, Setting setting) {
        Map<String, Median> medians = new LinkedHashMap<>();
        runs.stream().map(Run::contestant).distinct().forEach(contestant -> {
            OptionalDouble whole = median(runs, contestant, setting, Run::wholeSeconds);
            median(runs, contestant, setting, Run::rowsPerSecond)
                    .ifPresent(rate -> medians.put(contestant, new Median(rate, whole.orElse(0))));
        });
        return medians;
    }

    private static OptionalDouble ratio(
            List<Run> runs, Setting setting, String one, String other, ToDoubleFunction<Run> what) {
        OptionalDouble ours = median(runs, one, setting, what);
        OptionalDouble theirs = median(runs, other, setting, what);
        return ours.isPresent() && theirs.isPresent()
                ? OptionalDouble.of(rounded(ours.getAsDouble() / theirs.getAsDouble()))
                : OptionalDouble.empty();
    }

    /** Returns the settings in the order in which they were measured. */
    @JsonIgnore
    List<Setting> settings() {
        return runs.stream()
                .filter(run -> !run.contestant().equals("emit"))
                .map(Run::setting)
                .distinct()
                .toList();
    }

    /** Returns the median of something over the rounds of one contestant. */
    OptionalDouble median(String contestant, Setting setting, ToDoubleFunction<Run> what) {
        return median(runs, contestant, setting, what);
    }

    private static OptionalDouble median(
            List<Run> runs, String contestant, Setting setting, ToDoubleFunction<Run> what) {
        return medianOf(runs.stream()
                .filter(run ->
                        run.contestant().equals(contestant) && run.setting().equals(setting))
                .map(what::applyAsDouble)
                .toList());
    }

    static OptionalDouble medianOf(List<Double> values) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    private static double rounded(double value) {
        return Math.round(value * HUNDREDTHS) / HUNDREDTHS;
    }

    private static String ratioName(String baseline) {
        return switch (baseline) {
            case "limit" -> "repriseToLimit";
            case "per-record" -> "repriseToPerRecord";
            case "spark" -> "repriseToSpark";
            default -> "repriseToConsumer";
        };
    }
}
