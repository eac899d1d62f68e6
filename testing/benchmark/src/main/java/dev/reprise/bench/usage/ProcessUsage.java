package dev.reprise.bench.usage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process has used since it began, as Linux tells in {@code /proc} (proc(5)); nothing on other systems.
 *
 * @param cpuSeconds of all its threads, in user and kernel
 * @param compilerSeconds those of them that the JVM's compilers took
 * @param peakMemoryMib most memory it ever had resident
 */
public record ProcessUsage(double cpuSeconds, double compilerSeconds, long peakMemoryMib) {

    /** The kernel counts in hundredths of a second towards programs, whatever its own clock. */
    private static final double TICKS_PER_SECOND = 100;

    /** Fields behind the name, which is in parentheses and may hold blanks: utime and stime. */
    private static final int USER_TICKS = 11;

    private static final int KERNEL_TICKS = 12;

    private static final long KIB_PER_MIB = 1024;

    /** The beginnings of the names of HotSpot's compiler threads. */
    private static final List<String> COMPILERS = List.of("C1 Comp", "C2 Comp");

    /** Reads what a process has used so far. */
    public static ProcessUsage of(long pid) {
        return in(Path.of("/proc", Long.toString(pid)));
    }

    /** Reads the folder of a process. */
    static ProcessUsage in(Path folder) {
        if (!Files.exists(folder.resolve("stat"))) {
            return new ProcessUsage(0, 0, 0);
        }
        try {
            long peakKib = Files.readAllLines(folder.resolve("status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
            return new ProcessUsage(cpuSeconds(folder), compilerSeconds(folder), peakKib / KIB_PER_MIB);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }

    private static double cpuSeconds(Path folder) throws IOException {
        String stat = Files.readString(folder.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Double.parseDouble(fields[USER_TICKS]) + Double.parseDouble(fields[KERNEL_TICKS])) / TICKS_PER_SECOND;
    }

    private static double compilerSeconds(Path folder) throws IOException {
        double seconds = 0;
        try (var threads = Files.newDirectoryStream(folder.resolve("task"))) {
            for (Path thread : threads) {
                if (isCompiler(thread)) {
                    seconds += cpuSeconds(thread);
                }
            }
        }
        return seconds;
    }

    private static boolean isCompiler(Path thread) {
        try {
            return COMPILERS.stream().anyMatch(Files.readString(thread.resolve("comm"))::startsWith);
        } catch (IOException e) {
            // It has ended meanwhile; compilers do not.
            return false;
        }
    }
}
