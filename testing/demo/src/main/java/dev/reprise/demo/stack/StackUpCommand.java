package dev.reprise.demo.stack;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.demo.secured.SecuredStack;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.daemon.StackControl;
import dev.reprise.localstack.daemon.StackFile;
import dev.reprise.localstack.daemon.StackIsUpException;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerStartException;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.stack.StackAddresses;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reprise stack up}: starts the stack and prints its addresses. */
@Command(name = "up", description = "Start the stack and print its addresses; it runs until 'reprise stack down'.")
public final class StackUpCommand implements Callable<Integer> {

    @Option(names = "--kafka-port", paramLabel = "PORT", description = "By default a free one.")
    private int kafkaPort;

    @Option(names = "--cassandra-port", paramLabel = "PORT", description = "By default a free one.")
    private int cassandraPort;

    @Option(names = "--elasticsearch-port", paramLabel = "PORT", description = "By default a free one.")
    private int elasticsearchPort;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "1",
            description = "So many brokers, and nodes of Cassandra: 1, or 3, which keep three copies of everything.")
    private int nodes;

    @Option(
            names = "--secured",
            description = "The servers want TLS and a user; prints where the settings of clients are.")
    private boolean secured;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Invocation invocation;
    private final Checkout checkout;

    /** Creates the command. */
    public StackUpCommand(Invocation invocation, Checkout checkout) {
        this.invocation = invocation;
        this.checkout = checkout;
    }

    @Override
    public Integer call() {
        LocalStackOptions options = options();
        var console = invocation.console();
        Path stackFile = checkout.stackFile();
        StackAddresses addresses;
        try {
            CopiedStack.remark(checkout, invocation.console());
            if (StackFile.running(stackFile).isEmpty()) {
                console.remark("starting Kafka, Cassandra and Elasticsearch ...");
            }
            addresses = new StackControl(stackFile).up(options);
            if (secured) {
                secure(addresses, options);
            }
        } catch (ServerStartException failed) {
            throw new FailedException(String.valueOf(failed.getMessage()), failed);
        } catch (StackIsUpException up) {
            addresses = up.addresses();
            requirePorts(addresses);
            requireSecured(stackFile);
            requireNodes(addresses);
            console.remark("the stack is up already");
        }
        StackWords.addresses(addresses, json).forEach(console::result);
        if (secured && !json) {
            console.result("clients " + SecuredStack.folder(options.workFolder()));
        }
        return ExitCode.OK;
    }

    private LocalStackOptions options() {
        try {
            Path folder = checkout.stackFolder();
            if (secured) {
                folder = folder.resolve("secured");
            } else if (nodes > 1) {
                folder = folder.resolve("nodes-" + nodes);
            }
            LocalStackOptions options = LocalStackOptions.in(folder, checkout.serverPrograms())
                    .withNodes(nodes)
                    .withPort(ServerKind.KAFKA, kafkaPort)
                    .withPort(ServerKind.CASSANDRA, cassandraPort)
                    .withPort(ServerKind.ELASTICSEARCH, elasticsearchPort);
            return secured ? options.secured() : options;
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsageException(String.valueOf(wrong.getMessage()));
        }
    }

    private void secure(StackAddresses addresses, LocalStackOptions options) {
        var servers = new SecuredStack.Servers(addresses.kafka(), addresses.cassandra(), addresses.elasticsearch());
        SecuredStack.prepare(
                        servers,
                        options,
                        checkout.root().resolve("deploy/access"),
                        AssetTables.of("assets", Layout.BUCKETED))
                .database()
                .close();
    }

    private void requireSecured(Path stackFile) {
        boolean isSecured = StackFile.running(stackFile)
                .filter(stack -> stack.secured() != null)
                .isPresent();
        if (secured != isSecured) {
            throw new FailedException("a stack is up already that is " + (isSecured ? "" : "not ")
                    + "secured; end it first: ./reprise stack down");
        }
    }

    private void requireNodes(StackAddresses up) {
        if (nodes != up.nodes()) {
            throw new FailedException("a stack is up already that has " + up.nodes()
                    + (up.nodes() == 1 ? " node" : " nodes") + "; end it first: ./reprise stack down");
        }
    }

    /** Whoever asks for a port must not be told that all is well when it is another one. */
    private void requirePorts(StackAddresses up) {
        requirePort(kafkaPort, up.kafka(), up);
        requirePort(cassandraPort, up.cassandra(), up);
        requirePort(elasticsearchPort, up.elasticsearch(), up);
    }

    private static void requirePort(int wanted, String address, StackAddresses up) {
        if (wanted != 0 && !(address + ",").contains(":" + wanted + ",")) {
            throw new FailedException("a stack is up already on other ports: "
                    + String.join(", ", StackWords.addresses(up, false)) + "; end it first: ./reprise stack down");
        }
    }
}
