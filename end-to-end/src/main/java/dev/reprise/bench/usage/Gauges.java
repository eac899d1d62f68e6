package dev.reprise.bench.usage;

import dev.reprise.localstack.service.LocalService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

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
     * @param peakMemoryMib by process, since it began
     * @param allocatedBytes by service
     */
    public record Reading(
            Map<String, Double> cpuSeconds, Map<String, Long> peakMemoryMib, Map<String, Double> allocatedBytes) {

        /** Returns what was used since an earlier reading; peaks stay peaks. */
        public Reading since(Reading before) {
            return new Reading(
                    minus(cpuSeconds, before.cpuSeconds), peakMemoryMib, minus(allocatedBytes, before.allocatedBytes));
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
        Map<String, Double> cpu = new TreeMap<>();
        pids.forEach((name, pid) -> cpu.put(name, ProcessUsage.of(pid).cpuSeconds()));
        Map<String, Double> allocated = new TreeMap<>();
        services.forEach((name, service) ->
                allocated.put(name, service.metrics().map(Gauges::allocated).orElse(0.0)));
        return new Reading(cpu, longs(pid -> ProcessUsage.of(pid).peakMemoryMib()), allocated);
    }

    private Map<String, Long> longs(ToLongFunction<Long> what) {
        Map<String, Long> values = new TreeMap<>();
        pids.forEach((name, pid) -> values.put(name, what.applyAsLong(pid)));
        return values;
    }

    private static double allocated(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith(ALLOCATED))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
