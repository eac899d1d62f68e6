package dev.reprise.localstack.elasticsearch;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.JavaProcess;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerOptions;
import dev.reprise.localstack.server.ServerRecipe;
import dev.reprise.localstack.server.SettingsTemplate;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One Elasticsearch node, with its settings and data below its folder and its program shared with other stacks.
 *
 * <p>What is started is its launcher, without the shell script around it: a small JVM that starts the server as its own
 * child and holds a pipe to it. The launcher is tethered to us, and the server ends when that pipe closes.
 *
 * <p>Immutable.
 */
public final class ElasticsearchRecipe implements ServerRecipe {
    /** Up in 10 s alone; a machine busy with builds took five times as long. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final Path folder;
    private final Path home;
    private final int port;
    private final int transportPort;
    private final ServerOptions options;

    /**
     * With its settings and data below the folder.
     *
     * @param home the unpacked distribution
     * @param options its overrides are lines of {@code elasticsearch.yml}
     */
    public ElasticsearchRecipe(Path folder, Path home, ServerOptions options) {
        this.folder = folder.toAbsolutePath();
        this.home = home.toAbsolutePath();
        this.port = LoopbackPorts.orChoose(options.port());
        this.transportPort = LoopbackPorts.choose();
        this.options = options;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.ELASTICSEARCH;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Duration readyWithin() {
        return READY_WITHIN;
    }

    @Override
    public boolean answers(Duration within) {
        return ElasticsearchProbe.answers(port, within);
    }

    @Override
    public ChildProcess launch() {
        Path settings = subfolder("config");
        settings().write(settings.resolve("elasticsearch.yml"), places(), options.overrides());
        SettingsTemplate.copy(ElasticsearchRecipe.class, "jvm.options", settings.resolve("jvm.options"));
        SettingsTemplate.copy(ElasticsearchRecipe.class, "log4j2.properties", settings.resolve("log4j2.properties"));
        return JavaProcess.ofMain("elasticsearch", classPath(), "org.elasticsearch.launcher.CliToolLauncher")
                .launcher(UnprivilegedUser.launcher())
                .jvmOptions(List.of("-Xms4m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
                .systemProperty("cli.name", "server")
                .systemProperty("cli.script", home.resolve("bin/elasticsearch").toString())
                .systemProperty("cli.libs", "lib/tools/server-cli")
                .systemProperty("es.path.home", home.toString())
                .systemProperty("es.path.conf", settings.toString())
                .systemProperty("es.distribution.type", "zip")
                .systemProperty("es.java.type", "ES_JAVA_HOME")
                .environment("ES_JAVA_HOME", System.getProperty("java.home"))
                .environment("ES_JAVA_OPTS", String.join(" ", options.jvmOptions()))
                .environment("ES_TMPDIR", subfolder("tmp").toString())
                // It looks for its modules below the current folder.
                .workingFolder(home)
                .logFile(folder.resolve("elasticsearch.log"))
                .start();
    }

    static SettingsTemplate settings() {
        return SettingsTemplate.read(ElasticsearchRecipe.class, "elasticsearch.yml", ": ");
    }

    private String classPath() {
        return home.resolve("lib/*") + File.pathSeparator + home.resolve("lib/cli-launcher/*");
    }

    private Map<String, String> places() {
        return Map.of(
                "port", Integer.toString(port),
                "transportPort", Integer.toString(transportPort),
                "dataFolder", dataFolder().toString(),
                "logFolder", subfolder("logs").toString());
    }

    @Override
    public Path dataFolder() {
        return subfolder("data");
    }

    private Path subfolder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a folder in " + folder, failed);
        }
    }
}
