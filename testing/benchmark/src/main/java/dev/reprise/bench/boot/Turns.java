package dev.reprise.bench.boot;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Setting;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.bench.cassandra.Upkeep;
import dev.reprise.bench.report.Run;
import dev.reprise.bench.usage.Gauges;
import dev.reprise.cli.text.Words;
import dev.reprise.localstack.process.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Contestants in turns under one setting: each round runs every one of them once, so that a machine that slows down slows all.
 *
 * <p>Threading: one thread.
 */
final class Turns {

    /** A contestant is warm when the compilers of all JVMs take no more than this share of the CPU time of a run. */
    private static final double COMPILERS_AT_REST = 0.05;

    /** Who is not warm after so long is measured all the same, and its runs tell what the compilers took. */
    private static final Duration WARM_UP_MAX = Duration.ofMinutes(4);

    /** Compilers rest when those of all JVMs together take no more than this share of a core. */
    private static final double CORE_AT_REST = 0.05;

    private static final Duration REST_WINDOW = Duration.ofMillis(500);
    private static final Duration REST_WITHIN = Duration.ofSeconds(15);
    private static final Duration UPKEEP_WITHIN = Duration.ofMinutes(1);

    private static final double MILLIS = 1_000;

    private final Stage stage;
    private final Setting setting;
    private final Gauges gauges;
    private final Upkeep upkeep;

    Turns(Stage stage, Setting setting, Gauges gauges, Upkeep upkeep) {
        this.stage = stage;
        this.setting = setting;
        this.gauges = gauges;
        this.upkeep = upkeep;
    }

    /**
     * Who runs, with what.
     *
     * @param measured gives the work of the next run
     * @param cold gives that of the next run that warms up
     */
    record Turn(Contestant contestant, Supplier<Workload> measured, Supplier<Workload> cold) {}

    /** Repeats what is still being compiled, or the compilers would be measured instead. */
    void warmUp(List<Turn> turns) {
        List<Turn> cold = new ArrayList<>(turns);
        Map<Contestant, Double> spent = new HashMap<>();
        while (!cold.isEmpty()) {
            cold.removeIf(turn -> {
                Run run = run(turn.contestant(), turn.cold().get(), 0).get(0);
                double seconds = spent.merge(turn.contestant(), run.wholeSeconds(), Double::sum);
                return run.compilersShare() < COMPILERS_AT_REST || seconds >= WARM_UP_MAX.toSeconds();
            });
        }
    }

    /** Runs all of them, round after round. */
    List<Run> rounds(List<Turn> turns, int rounds) {
        List<Run> runs = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            for (Turn turn : turns) {
                runs.addAll(run(turn.contestant(), turn.measured().get(), round));
            }
        }
        return runs;
    }

    /** Returns the run, and behind it the part that ends when everything is handed on, where there is one. */
    private List<Run> run(Contestant contestant, Workload workload, int round) {
        contestant.prepare(workload);
        if (round > 0) {
            await(upkeep);
        }
        awaitCompilers(gauges);
        Gauges.Reading before = gauges.read();
        Timing timing = contestant.run(workload);
        var used = gauges.read().since(before);
        Run run = Run.of(contestant.name(), setting, round, new Run.Measured(workload.rows(), timing, used));
        stage.say(setting + ", " + (round == 0 ? "warm-up" : "round " + round) + ": " + contestant.name() + " "
                + Words.number(Math.round(run.rowsPerSecond())) + " rows/s"
                + (run.compilersShare() < COMPILERS_AT_REST
                        ? ""
                        : ", compilers took " + Math.round(run.compilersShare() * 100) + " %"));
        contestant.verify(workload);
        Duration handedOn = timing.handedOn();
        return handedOn == null ? List.of(run) : List.of(run, Run.handedOn(setting, round, workload.rows(), handedOn));
    }

    /** Lets Cassandra write and compact what the runs before have left: each begins with the same. */
    private void await(Upkeep upkeep) {
        upkeep.flush(Dataset.keyspace(setting.layout()));
        Deadline deadline = Deadline.in(UPKEEP_WITHIN);
        do {
            Stage.pause(REST_WINDOW);
        } while (upkeep.compactions() > 0 && !deadline.hasPassed());
    }

    /** Lets the compilers do what the run before left them to do: it would be measured as part of the next one. */
    private static void awaitCompilers(Gauges gauges) {
        Deadline deadline = Deadline.in(REST_WITHIN);
        double before = gauges.compilerSeconds();
        double share;
        do {
            Stage.pause(REST_WINDOW);
            double now = gauges.compilerSeconds();
            share = (now - before) / REST_WINDOW.toMillis() * MILLIS;
            before = now;
        } while (share > CORE_AT_REST && !deadline.hasPassed());
    }
}
