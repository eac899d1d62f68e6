package dev.reprise.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildProcessTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    /** Waits without a child of its own, which a shell would have to await before it heeds a trap. */
    private static final String FOREVER = "while :; do read -r line; done";

    private final Path folder;

    ChildProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void should_keep_its_output_and_exit_code() throws InterruptedException {
        try (ChildProcess child = shell("echo out; echo \"$WORD\" >&2; pwd; exit 3")) {
            assertThat(child.awaitExit(SOON)).isTrue();
            assertThat(child.exitCode()).hasValue(3);
            assertThat(child.lastLogLines(10)).containsExactly("out", "inherited", folder.toString());
            assertThat(child.onExit()).succeedsWithin(SOON).isSameAs(child);
        }
    }

    @Test
    void should_append_to_the_log_of_earlier_runs() throws InterruptedException {
        for (String word : List.of("first", "second")) {
            try (ChildProcess child = shell("echo " + word)) {
                child.awaitExit(SOON);
            }
        }

        assertThat(LogTail.lines(folder.resolve("child.log"), 10)).containsExactly("first", "second");
    }

    @Test
    void should_end_on_term_when_stopped() {
        ChildProcess child = ready("trap 'echo bye; exit 0' TERM; echo ready; " + FOREVER);

        child.stop(SOON);

        assertThat(child.exitCode()).hasValue(0);
        assertThat(child.lastLogLines(1)).containsExactly("bye");
    }

    @Test
    void should_be_killed_when_it_does_not_heed_term() {
        ChildProcess child = ready("trap '' TERM; echo ready; " + FOREVER);

        child.stop(Duration.ofMillis(200));

        assertThat(child.exitCode()).hasValue(137);
    }

    @Test
    void should_take_its_own_children_with_it() {
        ChildProcess child = ready("sleep 1000 & echo $!; echo ready; wait");
        long grandchild = Long.parseLong(child.lastLogLines(2).get(0));
        assertThat(ProcessHandle.of(grandchild)).isPresent();

        child.kill();

        assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void should_be_ended_at_once_when_it_is_suspended() throws IOException {
        ChildProcess child = ready("echo ready; exec sleep 1000");
        child.signal(Signal.STOP);
        awaitState(child, "T");

        child.close();

        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void should_go_on_when_it_is_resumed() throws IOException {
        try (ChildProcess child = ready("echo ready; exec sleep 1000")) {
            child.signal(Signal.STOP);
            awaitState(child, "T");

            child.signal(Signal.CONT);

            awaitState(child, "S");
            assertThat(child.isAlive()).isTrue();
        }
    }

    @Test
    void should_take_any_number_of_signals_and_stops_after_its_end() throws InterruptedException {
        ChildProcess child = shell("true");
        child.awaitExit(SOON);

        for (Signal signal : Signal.values()) {
            child.signal(signal);
        }
        child.stop(SOON);
        child.close();

        assertThat(child.exitCode()).hasValue(0);
    }

    @Test
    void should_have_no_input_when_it_is_not_tethered() throws InterruptedException {
        try (ChildProcess child = ChildProcess.builder("child", List.of("/bin/sh", "-c", "cat; echo end"))
                .logFile(folder.resolve("child.log"))
                .tethered(false)
                .start()) {
            assertThat(child.awaitExit(SOON)).isTrue();
            assertThat(child.lastLogLines(1)).containsExactly("end");
        }
    }

    @Test
    void should_say_which_child_when_its_folder_cannot_be_made() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> ChildProcess.builder("child", List.of("true"))
                        .workingFolder(file.resolve("below"))
                        .start())
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot start child");
    }

    private ChildProcess shell(String script) {
        return ChildProcess.builder("child", List.of("/bin/sh", "-c", script))
                .environment(Map.of("WORD", "inherited"))
                .workingFolder(folder)
                .logFile(folder.resolve("child.log"))
                .start();
    }

    /** A shell that is stopped while it starts a program waits for that program, and is not seen stopped: use exec there. */
    private ChildProcess ready(String script) {
        ChildProcess child = shell(script);
        Deadline deadline = Deadline.in(SOON);
        while (!child.lastLogLines(1).contains("ready")) {
            assertThat(deadline.hasPassed()).as("ready in time").isFalse();
            Thread.onSpinWait();
        }
        return child;
    }

    /** As in {@code ps}: S sleeping, T stopped. */
    private static void awaitState(ChildProcess child, String expected) throws IOException {
        Deadline deadline = Deadline.in(SOON);
        String state;
        do {
            String stat = Files.readString(Path.of("/proc", Long.toString(child.pid()), "stat"));
            state = stat.substring(stat.lastIndexOf(')') + 2).substring(0, 1);
        } while (!state.equals(expected) && !deadline.hasPassed());
        assertThat(state).isEqualTo(expected);
    }
}
