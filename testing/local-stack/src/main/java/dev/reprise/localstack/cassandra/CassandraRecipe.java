package dev.reprise.localstack.cassandra;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.JavaProcess;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerOptions;
import dev.reprise.localstack.server.ServerRecipe;
import dev.reprise.localstack.server.SettingsTemplate;
import dev.reprise.localstack.tls.ServerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Cassandra node, alone in its ring or one of several, with its data below its folder and without JMX. Immutable. */
public final class CassandraRecipe implements ServerRecipe {
    static final String SETTINGS_FILE = "cassandra.yaml";

    /** Up in 13 s alone; a machine busy with builds took five times as long. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    private final Path folder;
    private final String classPath;
    private final int port;
    private final ServerOptions options;
    private final @Nullable ServerTls tls;
    private final RingPlace place;

    /**
     * With its data below the folder.
     *
     * @param options its overrides are lines of {@code cassandra.yaml}
     * @param tls {@code null} for a node that lets everybody in
     */
    public CassandraRecipe(Path folder, String classPath, ServerOptions options, @Nullable ServerTls tls) {
        this.folder = folder.toAbsolutePath();
        this.classPath = classPath;
        this.port = LoopbackPorts.orChoose(options.port());
        this.options = options;
        this.tls = tls;
        this.place = RingPlace.alone();
    }

    private CassandraRecipe(CassandraRecipe alone, RingPlace place) {
        this.folder = alone.folder;
        this.classPath = alone.classPath;
        this.port = alone.port;
        this.options = alone.options;
        this.tls = alone.tls;
        this.place = place;
    }

    /** Returns this node as one of a ring: all have one port, and each an address of its own. */
    public CassandraRecipe at(RingPlace inRing) {
        return new CassandraRecipe(this, inRing);
    }

    @Override
    public ServerKind kind() {
        return ServerKind.CASSANDRA;
    }

    @Override
    public String name() {
        return place.isAlone() ? kind().lowerCaseName() : kind().lowerCaseName() + "-" + place.node();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public InetSocketAddress address() {
        return LoopbackPorts.address(place.node(), port);
    }

    @Override
    public Duration readyWithin() {
        return READY_WITHIN;
    }

    @Override
    public boolean answers(Duration within) {
        return tls == null
                ? CassandraProbe.answers(address(), within)
                : CassandraProbe.answers(tls.sockets(), address(), within);
    }

    @Override
    public ChildProcess launch() {
        Path settingsFile = folder.resolve(SETTINGS_FILE);
        Path loggingFile = folder.resolve("logback.xml");
        boolean lostData = !place.isAlone() && Files.exists(settingsFile) && !Files.exists(dataFolder());
        template().write(settingsFile, places(), lostData ? replacing() : options.overrides());
        SettingsTemplate.copy(CassandraRecipe.class, "logback.xml", loggingFile);
        return JavaProcess.ofMain(name(), classPath, "org.apache.cassandra.service.CassandraDaemon")
                .launcher(options.launcher())
                .jvmOptions(jvmOptions())
                .jvmOptions(lostData ? replacingOptions() : List.of())
                .systemProperty("cassandra.config", settingsFile.toUri().toString())
                .systemProperty("cassandra.storagedir", dataFolder().toString())
                .systemProperty("logback.configurationFile", loggingFile.toString())
                .systemProperty("java.io.tmpdir", temporaryFolder().toString())
                .workingFolder(folder)
                .logFile(folder.resolve("cassandra.log"))
                .start();
    }

    /** It takes its own place, and the data from the others; a seed cannot. */
    private Map<String, String> replacing() {
        Map<String, String> replacing = new HashMap<>(options.overrides());
        replacing.put("auto_bootstrap", "true");
        return replacing;
    }

    private List<String> replacingOptions() {
        return List.of(
                "-Dcassandra.replace_address_first_boot="
                        + address().getAddress().getHostAddress(),
                // In this time it must have heard of the seed, or it ends.
                "-Dcassandra.ring_delay_ms=15000");
    }

    static SettingsTemplate settings() {
        return SettingsTemplate.read(CassandraRecipe.class, "cassandra.yaml", ": ");
    }

    static SettingsTemplate ringSettings() {
        return settings().and(CassandraRecipe.class, "ring.yaml");
    }

    private SettingsTemplate template() {
        SettingsTemplate template = place.isAlone() ? settings() : ringSettings();
        return tls == null ? template : template.and(CassandraRecipe.class, "secured.yaml");
    }

    /** Of two options with one name the last holds. */
    private List<String> jvmOptions() {
        List<String> all = new ArrayList<>(SettingsTemplate.lines(CassandraRecipe.class, "jvm.options"));
        if (!place.isAlone()) {
            all.addAll(SettingsTemplate.lines(CassandraRecipe.class, "ring.options"));
        }
        all.addAll(options.jvmOptions());
        return all;
    }

    private Map<String, String> places() {
        Map<String, String> places = new HashMap<>(tls == null ? Map.of() : tls.places());
        places.put("port", Integer.toString(port));
        places.put("storagePort", Integer.toString(place.storagePort()));
        places.put("seeds", place.seeds());
        places.put("address", address().getAddress().getHostAddress());
        places.put("token", Long.toString(place.token()));
        places.put("dataFolder", dataFolder().toString());
        return places;
    }

    @Override
    public Path dataFolder() {
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
