package dev.reprise.demo.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.demo.Main;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.daemon.StackStatus;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.StackAddresses;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStatusCommandTest {

    private static final StackStatus LAME = new StackStatus(
            Optional.of(new StackAddresses("127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3")),
            Map.of(ServerKind.KAFKA, true, ServerKind.CASSANDRA, false, ServerKind.ELASTICSEARCH, true));

    @Test
    void should_end_with_1_when_no_stack_is_up(@TempDir Path checkout) {
        var reprise = new CommandLineFixture().surroundings(Main.in(new Checkout(checkout)));

        assertThat(reprise.run("stack", "status")).isEqualTo(1);
        assertThat(reprise.run("stack", "status", "--json")).isEqualTo(1);
        assertThat(reprise.run("stack", "down")).isZero();
        assertThat(reprise.out()).containsExactly("no stack is up", "{\"up\":false}", "no stack is up");
    }

    @Test
    void should_tell_of_every_server() {
        assertThat(StackStatusCommand.lines(LAME, false))
                .containsExactly(
                        "kafka 127.0.0.1:1 answers",
                        "cassandra 127.0.0.1:2 does not answer",
                        "elasticsearch 127.0.0.1:3 answers");
    }

    @Test
    void should_print_json() {
        assertThat(StackStatusCommand.lines(LAME, true))
                .containsExactly(
                        """
                        {"up":true,"kafka":{"address":"127.0.0.1:1","answers":true},\
                        "cassandra":{"address":"127.0.0.1:2","answers":false},\
                        "elasticsearch":{"address":"127.0.0.1:3","answers":true}}""");
    }
}
