package dev.reprise.service.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process of its own meets each error: the end of a process is what is to be seen. */
class FatalErrorsTest {

    private static final int SURVIVED = 7;

    private static int exitCode(String death) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        death)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void should_end_the_process_when_a_thread_has_no_memory() throws Exception {
        assertThat(exitCode("memory")).isEqualTo(1);
    }

    @Test
    void should_end_the_process_when_such_an_error_is_the_cause_of_a_failure() throws Exception {
        assertThat(exitCode("cause")).isEqualTo(1);
    }

    @Test
    void should_go_on_when_a_call_was_too_deep() throws Exception {
        assertThat(exitCode("stack")).isEqualTo(SURVIVED);
    }

    /** Lets a thread die, and ends by itself unless its process was ended. */
    static final class Victim {

        private final List<long[]> kept = new ArrayList<>();

        public static void main(String[] arguments) throws InterruptedException {
            FatalErrors.watchAllThreads();
            var victim = new Victim();
            var thread = new Thread(() -> victim.die(arguments[0]));
            thread.start();
            thread.join();
            if (new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS)) {
                return;
            }
            System.exit(SURVIVED);
        }

        private void die(String death) {
            if (death.equals("cause")) {
                FatalErrors.endProcessIfFatal(new CompletionException(new InternalError("broken")));
            } else if (death.equals("stack")) {
                kept.add(new long[deeper(1)]);
            } else {
                while (kept.size() < Integer.MAX_VALUE) {
                    kept.add(new long[1 << 16]);
                }
            }
        }

        private static int deeper(int level) {
            return level == Integer.MAX_VALUE ? level : deeper(level + 1) + level;
        }
    }
}
