package dev.reprise.cli.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.cli.Reprise;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.Defaults;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class KafkaOptionsTest {

    private final CommandLineFixture reprise = new CommandLineFixture();
    private final KafkaOptions options = new KafkaOptions();

    @Test
    void should_take_the_usual_port_when_nothing_is_known() {
        assertThat(options.address(reprise.invocation()).bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(options.address(reprise.invocation()).topics().jobs()).isEqualTo("reprocess-jobs");
    }

    @Test
    void should_take_the_default_of_the_surroundings() {
        reprise.surroundings(inACheckout());

        assertThat(options.address(reprise.invocation()).bootstrapServers()).isEqualTo("127.0.0.1:1111");
    }

    @Test
    void should_prefer_the_environment_to_the_default() {
        reprise.surroundings(inACheckout())
                .variable("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
                .variable("REPRISE_TOPICS_PREFIX", "blue.");

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

    private static Reprise.Surroundings inACheckout() {
        return new Reprise.Surroundings() {
            @Override
            public Defaults defaults(Console console) {
                return new Defaults() {
                    @Override
                    public Optional<String> bootstrapServers() {
                        return Optional.of("127.0.0.1:1111");
                    }

                    @Override
                    public Optional<MigrationFolders> migrations() {
                        return Optional.empty();
                    }
                };
            }

            @Override
            public List<CommandLine> commands(Invocation invocation, Connector connector) {
                return List.of();
            }
        };
    }
}
