package dev.reprise.localstack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JavaProcessTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Path folder;

    JavaProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void should_run_a_main_class_with_its_options() throws InterruptedException {
        try (ChildProcess child = java(Speaker.class)
                .systemProperty("greeting", "hello there")
                .environment("WHOM", "world")
                .arguments(List.of("!"))
                .start()) {
            assertThat(child.awaitExit(SOON)).isTrue();
            assertThat(child.lastLogLines(1)).containsExactly("hello there world !");
        }
    }

    @Test
    void should_halt_when_the_pipe_from_its_parent_ends() throws IOException, InterruptedException {
        Process parentless = new ProcessBuilder(
                        JavaProcess.executable(),
                        "-javaagent:" + TetherJar.beside(folder.resolve("log")),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiter.class.getName())
                .inheritIO()
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();

        parentless.getOutputStream().close();

        assertThat(parentless.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(parentless.exitValue()).isEqualTo(Tether.EXIT_CODE);
    }

    @Test
    void should_go_on_while_its_parent_lives() throws InterruptedException {
        try (ChildProcess child = java(Waiter.class).start()) {
            assertThat(child.awaitExit(Duration.ofSeconds(1))).isFalse();
        }
    }

    @Test
    void should_end_in_good_order_when_it_is_stopped() throws InterruptedException {
        ChildProcess child = java(Farewell.class).start();
        Deadline deadline = Deadline.in(SOON);
        while (!child.lastLogLines(1).contains("ready") && !deadline.hasPassed()) {
            child.awaitExit(Duration.ofMillis(10));
        }

        child.stop(SOON);

        assertThat(child.lastLogLines(2)).containsExactly("ready", "bye");
        assertThat(child.exitCode()).hasValue(143);
    }

    private JavaProcess java(Class<?> main) {
        return JavaProcess.ofMain("child", System.getProperty("java.class.path"), main.getName())
                .logFile(folder.resolve("child.log"));
    }

    static final class Speaker {
        public static void main(String[] arguments) {
            System.out.println(System.getProperty("greeting") + " " + System.getenv("WHOM") + " " + arguments[0]);
        }
    }

    static final class Farewell {
        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(Farewell::takeTime));
            System.out.println("ready");
            new CountDownLatch(1).await();
        }

        /** Long enough that a tether which was cut would be quicker. */
        private static void takeTime() {
            long end = System.nanoTime() + Duration.ofMillis(500).toNanos();
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            System.out.println("bye");
        }
    }

    static final class Waiter {
        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }
}
