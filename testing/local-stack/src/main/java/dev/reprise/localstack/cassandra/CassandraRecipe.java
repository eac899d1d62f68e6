package dev.reprise.localstack.cassandra;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.JavaProcess;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerRecipe;
import dev.reprise.localstack.server.SettingsTemplate;
import dev.reprise.localstack.tls.ServerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Cassandra node, alone in its ring, with its data below its folder and without JMX. Immutable. */
public final class CassandraRecipe implements ServerRecipe {
    /** Up in 13 s alone; a machine busy with builds took five times as long. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final Path folder;
    private final String classPath;
    private final int port;
    private final int storagePort;
    private final Map<String, String> overrides;
    private final @Nullable ServerTls tls;

    /**
     * With its data below the folder.
     *
     * @param port 0 for a free one
     * @param overrides lines of {@code cassandra.yaml} that take the place of ours
     * @param tls {@code null} for a node that lets everybody in
     */
    public CassandraRecipe(
            Path folder, String classPath, int port, Map<String, String> overrides, @Nullable ServerTls tls) {
        this.folder = folder.toAbsolutePath();
        this.classPath = classPath;
        this.port = LoopbackPorts.orChoose(port);
        this.storagePort = LoopbackPorts.choose();
        this.overrides = Map.copyOf(overrides);
        this.tls = tls;
    }

    @Override
    public ServerKind kind() {
        return ServerKind.CASSANDRA;
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
        return tls == null ? CassandraProbe.answers(port, within) : CassandraProbe.answers(tls.sockets(), port, within);
    }

    @Override
    public ChildProcess launch() {
        Path settingsFile = folder.resolve("cassandra.yaml");
        Path loggingFile = folder.resolve("logback.xml");
        (tls == null ? settings() : settings().and(CassandraRecipe.class, "secured.yaml"))
                .write(settingsFile, places(), overrides);
        SettingsTemplate.copy(CassandraRecipe.class, "logback.xml", loggingFile);
        return JavaProcess.ofMain("cassandra", classPath, "org.apache.cassandra.service.CassandraDaemon")
                .jvmOptions(SettingsTemplate.lines(CassandraRecipe.class, "jvm.options"))
                .systemProperty("cassandra.config", settingsFile.toUri().toString())
                .systemProperty("cassandra.storagedir", dataFolder().toString())
                .systemProperty("logback.configurationFile", loggingFile.toString())
                .systemProperty("java.io.tmpdir", temporaryFolder().toString())
                .workingFolder(folder)
                .logFile(folder.resolve("cassandra.log"))
                .start();
    }

    static SettingsTemplate settings() {
        return SettingsTemplate.read(CassandraRecipe.class, "cassandra.yaml", ": ");
    }

    private Map<String, String> places() {
        Map<String, String> places = new HashMap<>(tls == null ? Map.of() : tls.places());
        places.put("port", Integer.toString(port));
        places.put("storagePort", Integer.toString(storagePort));
        places.put("dataFolder", dataFolder().toString());
        return places;
    }

    private Path dataFolder() {
        return folder.resolve("data");
    }

    /** Its native libraries are unpacked here, so that several stacks do not share them. */
    private Path temporaryFolder() {
        try {
            return Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a folder in " + folder, failed);
        }
    }
}
