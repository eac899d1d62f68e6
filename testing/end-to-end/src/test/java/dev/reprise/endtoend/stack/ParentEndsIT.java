package dev.reprise.endtoend.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Whatever ends the parent ends its servers, even when neither can do anything about it. */
@Timeout(300)
@Isolated("stacks that start beside those of other tests may not answer in time on two slow cores")
class ParentEndsIT {
    private static final Duration UP_WITHIN = Duration.ofMinutes(4);
    private static final Duration GONE_WITHIN = Duration.ofSeconds(30);

    @Test
    void should_leave_no_process_when_the_parent_is_killed() {
        assertNothingIsLeft(ProcessHandle::destroyForcibly, "parent-killed");
    }

    @Test
    void should_leave_no_process_when_the_parent_is_asked_to_end() {
        assertNothingIsLeft(ProcessHandle::destroy, "parent-terminated");
    }

    @Test
    void should_leave_no_suspended_process_when_the_parent_is_killed() {
        assertNothingIsLeft(ProcessHandle::destroyForcibly, "parent-of-suspended-killed", "suspend");
    }

    private static void assertNothingIsLeft(Predicate<ProcessHandle> end, String... arguments) {
        try (ChildProcess parent = parent(arguments)) {
            List<ProcessHandle> processes = awaitUp(parent);
            assertThat(processes).hasSizeGreaterThanOrEqualTo(3).allMatch(ProcessHandle::isAlive);
            try {
                // The parent alone, not its tree as ChildProcess would.
                assertThat(end.test(ProcessHandle.of(parent.pid()).orElseThrow()))
                        .isTrue();

                await().atMost(GONE_WITHIN).until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
            } finally {
                processes.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static ChildProcess parent(String... arguments) {
        Path logFile = StackFolders.fresh("parents").workFolder().resolve(arguments[0] + ".log");
        return JavaProcess.ofMain("parent", System.getProperty("java.class.path"), StackParent.class.getName())
                .systemProperty("reprise.stacks.directory", property("reprise.stacks.directory"))
                .systemProperty("reprise.servers.directory", property("reprise.servers.directory"))
                .arguments(List.of(arguments))
                .logFile(logFile)
                .start();
    }

    private static List<ProcessHandle> awaitUp(ChildProcess parent) {
        String up = await().atMost(UP_WITHIN)
                .until(() -> line(parent), line -> line.startsWith(StackParent.UP) || !parent.isAlive());
        assertThat(up).as(() -> String.join("\n", parent.lastLogLines(40))).startsWith(StackParent.UP);
        return Stream.of(up.substring(StackParent.UP.length()).split(","))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                .toList();
    }

    private static String line(ChildProcess parent) {
        List<String> last = parent.lastLogLines(1);
        return last.isEmpty() ? "" : last.get(0);
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
