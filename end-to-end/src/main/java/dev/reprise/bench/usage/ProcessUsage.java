package dev.reprise.bench.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used since it began, as Linux tells in {@code /proc} (proc(5)); nothing on other systems.
 *
 * @param cpuSeconds of all its threads, in user and kernel
 * @param peakMemoryMib most memory it ever had resident
 */
public record ProcessUsage(double cpuSeconds, long peakMemoryMib) {

    /** The kernel counts in hundredths of a second towards programs, whatever its own clock. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields behind the name, which is in parentheses and may hold blanks: utime and stime. */
    private static final int USER_TICKS = 11;

    private static final int KERNEL_TICKS = 12;

    private static final long KIB_PER_MIB = 1024;

    /** Reads what a process has used so far. */
    public static ProcessUsage of(long pid) {
        Path folder = Path.of("/proc", Long.toString(pid));
        if (!Files.exists(folder.resolve("stat"))) {
            return new ProcessUsage(0, 0);
        }
        try {
            String stat = Files.readString(folder.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[KERNEL_TICKS]);
            long peakKib = Files.readAllLines(folder.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
            return new ProcessUsage(ticks / TICKS_PER_SECOND, peakKib / KIB_PER_MIB);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
