package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.invocation.Console;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.daemon.StackFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutDefaultsTest {

    private final Path checkout;
    private final ByteArrayOutputStream remarks = new ByteArrayOutputStream();
    private final CheckoutDefaults defaults;

    CheckoutDefaultsTest(@TempDir Path checkout) {
        this.checkout = checkout;
        this.defaults = new CheckoutDefaults(
                new Checkout(checkout),
                new Console(new ByteArrayOutputStream(), remarks, StandardCharsets.UTF_8, false));
    }

    @Test
    void should_take_the_local_stack_when_it_is_up() {
        writeStack(ProcessHandle.current());

        assertThat(defaults.bootstrapServers()).contains("127.0.0.1:1111");
    }

    @Test
    void should_not_believe_the_file_of_a_stack_that_was_killed() {
        ProcessHandle self = ProcessHandle.current();
        new StackFile("127.0.0.1:1111", "c", "e", self.pid(), "2020-01-01T00:00:00Z", null).write(stackFile());

        assertThat(defaults.bootstrapServers()).isEmpty();
    }

    @Test
    void should_leave_the_stack_alone_and_say_so_when_the_checkout_is_a_copy(@TempDir Path original)
            throws IOException {
        Files.createFile(original.resolve("stack.json"));
        writeStack(ProcessHandle.current(), original.toRealPath().toString());

        assertThat(defaults.bootstrapServers()).isEmpty();
        assertThat(err()).singleElement().asString().contains(original.toRealPath() + " and copied along");
    }

    @Test
    void should_keep_the_stack_when_the_checkout_is_moved(@TempDir Path before) {
        writeStack(ProcessHandle.current(), before.toString());

        assertThat(defaults.bootstrapServers()).contains("127.0.0.1:1111");
        assertThat(err()).isEmpty();
    }

    @Test
    void should_find_the_samples() {
        assertThat(defaults.migrations().orElseThrow().migrations()).isEqualTo(checkout.resolve("samples/migrations"));
        assertThat(defaults.migrations().orElseThrow().schemas()).isEqualTo(checkout.resolve("samples/schemas"));
    }

    private List<String> err() {
        return remarks.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private void writeStack(ProcessHandle daemon) {
        writeStack(daemon, null);
    }

    private void writeStack(ProcessHandle daemon, @Nullable String home) {
        String startedAt = daemon.info().startInstant().orElse(Instant.EPOCH).toString();
        new StackFile("127.0.0.1:1111", "c", "e", daemon.pid(), startedAt, home).write(stackFile());
    }

    private Path stackFile() {
        return checkout.resolve("target/stack.json");
    }
}
