package dev.reprise.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.localstack.daemon.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KafkaOptionsTest {

    private final Path checkout;
    private final CommandLineFixture reprise;
    private final KafkaOptions options = new KafkaOptions();

    KafkaOptionsTest(@TempDir Path checkout) {
        this.checkout = checkout;
        this.reprise = new CommandLineFixture(checkout);
    }

    @Test
    void should_take_the_usual_port_when_nothing_is_known() {
        assertThat(options.address(reprise.invocation()).bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(options.address(reprise.invocation()).topics().jobs()).isEqualTo("reprocess-jobs");
    }

    @Test
    void should_take_the_local_stack_when_it_is_up() {
        writeStack(ProcessHandle.current());

        assertThat(options.address(reprise.invocation()).bootstrapServers()).isEqualTo("127.0.0.1:1111");
    }

    @Test
    void should_not_believe_the_file_of_a_stack_that_was_killed() {
        ProcessHandle self = ProcessHandle.current();
        new StackFile("127.0.0.1:1111", "c", "e", self.pid(), "2020-01-01T00:00:00Z", null).write(stackFile());

        assertThat(options.address(reprise.invocation()).bootstrapServers()).isEqualTo("localhost:9092");
    }

    @Test
    void should_leave_the_stack_alone_and_say_so_when_the_checkout_is_a_copy(@TempDir Path original)
            throws IOException {
        Files.createFile(original.resolve("stack.json"));
        writeStack(ProcessHandle.current(), original.toRealPath().toString());

        assertThat(options.address(reprise.invocation()).bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(reprise.err()).singleElement().asString().contains(original.toRealPath() + " and copied along");
    }

    @Test
    void should_keep_the_stack_when_the_checkout_is_moved(@TempDir Path before) {
        writeStack(ProcessHandle.current(), before.toString());

        assertThat(options.address(reprise.invocation()).bootstrapServers()).isEqualTo("127.0.0.1:1111");
        assertThat(reprise.err()).isEmpty();
    }

    @Test
    void should_prefer_the_environment_to_the_local_stack() {
        writeStack(ProcessHandle.current());
        reprise.variable("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092").variable("REPRISE_TOPICS_PREFIX", "blue.");

        assertThat(options.address(reprise.invocation()).bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(options.address(reprise.invocation()).topics().jobs()).isEqualTo("blue.reprocess-jobs");
    }

    @Test
    void should_prefer_what_is_typed_to_everything() {
        reprise.variable("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092").variable("REPRISE_TOPICS_PREFIX", "blue.");

        new CommandLine(options).parseArgs("--bootstrap-servers", "mine:1", "--topics-prefix", "");

        assertThat(options.address(reprise.invocation()).bootstrapServers()).isEqualTo("mine:1");
        assertThat(options.address(reprise.invocation()).topics().jobs()).isEqualTo("reprocess-jobs");
    }

    @Test
    void should_refuse_an_address_without_a_port_wherever_it_comes_from() {
        reprise.variable("KAFKA_BOOTSTRAP_SERVERS", "kafka");

        assertThatThrownBy(() -> options.address(reprise.invocation()))
                .isInstanceOf(WrongUsageException.class)
                .hasMessageContaining("host:port");
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
