package dev.reprise.localstack.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {

    private static final Path SLACK = Path.of("/proc/self/timerslack_ns");

    private final ServerOptions sparing = new ServerOptions(0, Map.of(), true);

    @Test
    void should_say_nothing_to_a_server_that_may_be_as_fast_as_it_can() {
        var fast = new ServerOptions(0, Map.of(), false);

        assertThat(fast.jvmOptions()).isEmpty();
        assertThat(fast.launcher()).isEmpty();
    }

    @Test
    void should_start_the_command_as_it_is() throws Exception {
        assertThat(launched("echo", "a  b", "$HOME")).isEqualTo("a  b $HOME");
    }

    @Test
    void should_let_pauses_end_a_millisecond_late() throws Exception {
        String seen = launched("/bin/sh", "-c", "cat " + SLACK + " 2>/dev/null; true");

        assertThat(seen).as("nothing where there is no Linux").isEqualTo(Files.exists(SLACK) ? "1000000" : "");
    }

    private String launched(String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(sparing.launcher());
        all.addAll(List.of(command));
        Process process = new ProcessBuilder(all)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output.strip();
    }
}
