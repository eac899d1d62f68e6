package dev.reprise.bench.usage;

import dev.reprise.localstack.service.LocalService;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The processes that a run is measured by: the servers, the services, and the benchmark itself, in which the baselines
 * run.
 *
 * <p>Threading: one thread.
 */
public final class Gauges {

    private static final String ALLOCATED = "jvm_gc_memory_allocated_bytes_total";

    private final Map<String, Long> pids = new LinkedHashMap<>();
    private final Map<String, LocalService> services = new LinkedHashMap<>();

    /**
     * What was used at one time, or between two.
     *
     * @param cpuSeconds by process
     * @param compilerSeconds of all processes together: those of the JVMs' compilers
     * @param peakMemoryMib by process, since it began
     * @param allocatedBytes by service
     */
    public record Reading(
            Map<String, Double> cpuSeconds,
            double compilerSeconds,
            Map<String, Long> peakMemoryMib,
            Map<String, Double> allocatedBytes) {

        /** Nothing was looked at. */
        public static final Reading NONE = new Reading(Map.of(), 0, Map.of(), Map.of());

        /** Returns what was used since an earlier reading; peaks stay peaks. */
        public Reading since(Reading before) {
            return new Reading(
                    minus(cpuSeconds, before.cpuSeconds),
                    compilerSeconds - before.compilerSeconds,
                    peakMemoryMib,
                    minus(allocatedBytes, before.allocatedBytes));
        }

        /** Returns which share of the CPU time the compilers took, from 0 to 1. */
        public double compilersShare() {
            double all = cpuSeconds.values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            return all > 0 ? compilerSeconds / all : 0;
        }

        private static Map<String, Double> minus(Map<String, Double> now, Map<String, Double> before) {
            Map<String, Double> used = new TreeMap<>();
            now.forEach((name, value) -> used.put(name, value - before.getOrDefault(name, 0.0)));
            return used;
        }
    }

    /** Adds a process. */
    public void add(String name, long pid) {
        pids.put(name, pid);
    }

    /** Adds a service, which also tells what it allocates. */
    public void add(String name, LocalService service) {
        pids.put(name, service.process().pid());
        services.put(name, service);
    }

    /** Reads all of them. */
    public Reading read() {
        Map<String, ProcessUsage> usages = new TreeMap<>();
        pids.forEach((name, pid) -> usages.put(name, ProcessUsage.of(pid)));
        Map<String, Double> cpu = new TreeMap<>();
        Map<String, Long> memory = new TreeMap<>();
        usages.forEach((name, usage) -> {
            cpu.put(name, usage.cpuSeconds());
            memory.put(name, usage.peakMemoryMib());
        });
        double compilers = compilerSeconds(usages.values());
        Map<String, Double> allocated = new TreeMap<>();
        services.forEach((name, service) ->
                allocated.put(name, service.metrics().map(Gauges::allocated).orElse(0.0)));
        return new Reading(cpu, compilers, memory, allocated);
    }

    /** Returns what the compilers of all processes have taken so far, in seconds. */
    public double compilerSeconds() {
        return compilerSeconds(pids.values().stream().map(ProcessUsage::of).toList());
    }

    private static double compilerSeconds(Collection<ProcessUsage> usages) {
        return usages.stream().mapToDouble(ProcessUsage::compilerSeconds).sum();
    }

    private static double allocated(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(ALLOCATED))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
