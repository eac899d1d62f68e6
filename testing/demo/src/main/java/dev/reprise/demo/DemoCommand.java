package dev.reprise.demo;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.cli.topics.Connector;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.server.ServerStartException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reprise demo}: the main job from nothing, and the proof that it lost nothing. */
@Command(
        name = "demo",
        description = {
            "The main job from nothing: start real servers, load real assets, start both services and a live writer,"
                    + " post one request, show its progress, and verify the result by reading Cassandra.",
            "Writes target/demo-report.json; logs and data are below target/demo.",
        },
        footer = {"", "Exit codes: 0 all is verified, 1 not."})
public final class DemoCommand implements Callable<Integer> {

    /** The demo's main job. */
    private static final String MAIN = "migrate";

    @Option(names = "--assets", paramLabel = "N", defaultValue = "20000", description = "By default ${DEFAULT-VALUE}.")
    private long assets;

    @Option(
            names = "--keep",
            description = "Leave everything running afterwards until Ctrl-C, and print the addresses.")
    private boolean keep;

    @Option(
            names = "--secured",
            description = "The servers want TLS and a user; certificates, users and their rights are made anew.")
    private boolean secured;

    @Option(
            names = "--processor",
            paramLabel = "NAME",
            defaultValue = "migrate",
            description =
                    "Show another processor: migrate, which is the default, trigger, reindex, delete, fill-index or"
                            + " export.")
    private String processor = MAIN;

    private final Invocation invocation;
    private final Checkout checkout;
    private final Connector connector;

    /** Creates the command. */
    public DemoCommand(Invocation invocation, Checkout checkout, Connector connector) {
        this.invocation = invocation;
        this.checkout = checkout;
        this.connector = connector;
    }

    @Override
    public Integer call() {
        if (assets < DemoPlan.ASSETS_MIN || assets > DemoPlan.ASSETS_MAX) {
            throw new WrongUsageException(
                    "--assets must be from " + DemoPlan.ASSETS_MIN + " to " + DemoPlan.ASSETS_MAX + ", not " + assets);
        }
        Showcase showcase = Showcase.of(processor)
                .findAny()
                .orElseThrow(
                        () -> new WrongUsageException("--processor must be one of " + names() + ", not " + processor));
        if (secured && !processor.equals(MAIN)) {
            throw new WrongUsageException("--secured goes with --processor " + MAIN + " alone");
        }
        try {
            return new Demo(invocation, checkout, connector, new DemoPlan(assets, keep, secured), showcase).run();
        } catch (ServerStartException failed) {
            throw new FailedException(String.valueOf(failed.getMessage()), failed);
        }
    }

    private static String names() {
        return Showcase.all().stream().map(Showcase::processor).collect(Collectors.joining(", "));
    }
}
