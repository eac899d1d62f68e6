package dev.reprise.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessUsageTest {

    @TempDir
    private Path process;

    @Test
    void should_tell_compilers_from_the_rest_when_it_reads_a_jvm() throws IOException {
        Files.writeString(process.resolve("stat"), stat("java", 900, 100));
        Files.writeString(process.resolve("status"), "Name:\tjava\nVmHWM:\t  307200 kB\n");
        thread(1, "main", 700);
        thread(2, "C2 CompilerThre", 150);
        thread(3, "C1 CompilerThre", 50);

        assertThat(ProcessUsage.in(process)).isEqualTo(new ProcessUsage(10, 2, 300));
    }

    @Test
    void should_tell_nothing_when_there_is_no_such_process() {
        assertThat(ProcessUsage.in(process.resolve("gone"))).isEqualTo(new ProcessUsage(0, 0, 0));
    }

    private void thread(int id, String name, int ticks) throws IOException {
        Path folder = Files.createDirectories(process.resolve("task").resolve(Integer.toString(id)));
        Files.writeString(folder.resolve("comm"), name + "\n");
        Files.writeString(folder.resolve("stat"), stat(name, ticks, 0));
    }

    /** As proc(5) has it, up to the fields that are read. */
    private static String stat(String name, int userTicks, int kernelTicks) {
        return "7 (" + name + ") S 1 7 7 0 -1 4194560 0 0 0 0 " + userTicks + " " + kernelTicks + " 0 0 20 0";
    }
}
