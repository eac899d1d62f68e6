package dev.reprise.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessUsageTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void should_tell_compilers_from_the_rest_when_it_reads_a_jvm() {
        ProcessUsage usage = ProcessUsage.of(ProcessHandle.current().pid());

        assertThat(usage.compilerSeconds()).isPositive().isLessThan(usage.cpuSeconds());
        assertThat(usage.peakMemoryMib()).isPositive();
    }

    @Test
    void should_tell_nothing_when_there_is_no_such_process() {
        assertThat(ProcessUsage.of(Long.MAX_VALUE)).isEqualTo(new ProcessUsage(0, 0, 0));
    }
}
