package dev.reprise.localstack.kafka;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.JavaProcess;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerOptions;
import dev.reprise.localstack.server.ServerRecipe;
import dev.reprise.localstack.server.ServerStartException;
import dev.reprise.localstack.server.SettingsTemplate;
import dev.reprise.localstack.tls.ServerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One Kafka broker in combined mode, alone or one of several, with its data below its folder. Immutable. */
public final class KafkaRecipe implements ServerRecipe {
    /** Up in 3 s alone; a machine busy with builds took five times as long. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final Duration FORMAT_WITHIN = Duration.ofSeconds(30);
    /** 16 bytes in base64 without padding; every stack is a cluster of its own by its folder, not by this. */
    private static final String CLUSTER_ID = "cmVwcmlzZS1sb2NhbC0xMA";

    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    private static final String HEAP = "512m";
    private static final String HEAP_OF_SEVERAL = "320m";

    private static final String INTERNAL = "INTERNAL";

    private final Path folder;
    private final String classPath;
    private final int port;
    private final int mtlsPort;
    private final int oauthPort;
    private final ServerOptions options;
    private final @Nullable ServerTls tls;
    private final QuorumPlace place;

    /**
     * With its data below the folder.
     *
     * @param options its overrides are lines of {@code server.properties}
     * @param tls {@code null} for a broker that lets everybody in
     */
    public KafkaRecipe(Path folder, String classPath, ServerOptions options, @Nullable ServerTls tls) {
        this.folder = folder.toAbsolutePath();
        this.classPath = classPath;
        this.port = LoopbackPorts.orChoose(options.port());
        this.mtlsPort = LoopbackPorts.choose();
        this.oauthPort = LoopbackPorts.choose();
        this.options = options;
        this.tls = tls;
        this.place = QuorumPlace.alone();
    }

    private KafkaRecipe(KafkaRecipe alone, QuorumPlace place) {
        this.folder = alone.folder;
        this.classPath = alone.classPath;
        this.port = alone.port;
        this.mtlsPort = alone.mtlsPort;
        this.oauthPort = alone.oauthPort;
        this.options = alone.options;
        this.tls = alone.tls;
        this.place = place;
    }

    /** Returns this broker as one of a cluster. */
    public KafkaRecipe at(QuorumPlace inQuorum) {
        return new KafkaRecipe(this, inQuorum);
    }

    @Override
    public ServerKind kind() {
        return ServerKind.KAFKA;
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
    public Duration readyWithin() {
        return READY_WITHIN;
    }

    @Override
    public boolean answers(Duration within) {
        return tls == null
                ? KafkaProbe.answers(port, within)
                : KafkaProbe.answers(tls.sockets(), place.ports().internal(), within);
    }

    @Override
    public ChildProcess launch() {
        template().write(settingsFile(), places(), options.overrides());
        SettingsTemplate.copy(KafkaRecipe.class, "log4j2.properties", loggingFile());
        if (!place.isAlone()) {
            writeHosts();
        }
        if (!Files.exists(dataFolder().resolve("meta.properties"))) {
            format();
        }
        String heap = place.isAlone() ? HEAP : HEAP_OF_SEVERAL;
        return java("kafka.Kafka", List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"))
                .jvmOptions(options.jvmOptions())
                .arguments(List.of(settingsFile().toString()))
                .start();
    }

    /**
     * Returns where the administrator of a secured broker connects, by the certificate of the server.
     *
     * @param folder of the broker
     */
    public static String internalAddress(Path folder) {
        return address(folder, INTERNAL);
    }

    /**
     * Returns where clients of a secured broker connect.
     *
     * @param folder of the broker
     * @param listener {@code SASL_SSL}, {@code MTLS} or {@code OAUTH}
     */
    public static String address(Path folder, String listener) {
        String mark = listener + "://";
        try (Stream<String> lines = Files.lines(folder.resolve("server.properties"))) {
            return lines.filter(line -> line.startsWith("advertised.listeners="))
                    .flatMap(line ->
                            Stream.of(line.substring(line.indexOf('=') + 1).split(",", -1)))
                    .filter(one -> one.startsWith(mark))
                    .map(one -> one.substring(mark.length()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the settings in " + folder, failed);
        }
    }

    static SettingsTemplate settings() {
        return SettingsTemplate.read(KafkaRecipe.class, "server.properties", "=");
    }

    static SettingsTemplate clusterSettings() {
        return settings().and(KafkaRecipe.class, "cluster.properties");
    }

    private SettingsTemplate template() {
        SettingsTemplate template = place.isAlone() ? settings() : clusterSettings();
        return tls == null ? template : template.and(KafkaRecipe.class, "secured.properties");
    }

    private void format() {
        try (ChildProcess format = java("kafka.tools.StorageTool", List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"))
                .arguments(
                        List.of("format", "-t", CLUSTER_ID, "-c", settingsFile().toString()))
                .start()) {
            if (!format.awaitExit(FORMAT_WITHIN) || format.exitCode().orElse(1) != 0) {
                throw ServerStartException.of(format, "could not format the data folder");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("interrupted while kafka formatted its data folder", interrupted);
        }
    }

    private JavaProcess java(String mainClass, List<String> jvmOptions) {
        return JavaProcess.ofMain(name(), classPath, mainClass)
                .jvmOptions(jvmOptions)
                .jvmOptions(place.isAlone() ? List.of() : List.of("-Djdk.net.hosts.file=" + hostsFile()))
                .systemProperty(
                        "log4j2.configurationFile", loggingFile().toUri().toString())
                // A token is believed by these keys and no others.
                .systemProperty(ALLOWED_URLS, tls == null ? "" : tls.jwks())
                .workingFolder(folder)
                .logFile(folder.resolve("kafka.log"));
    }

    private Map<String, String> places() {
        Map<String, String> places = new HashMap<>(tls == null ? Map.of() : tls.places());
        places.put("port", Integer.toString(port));
        places.put("controllerPort", Integer.toString(place.ports().controller()));
        places.put("node", Integer.toString(place.node()));
        places.put("voters", place.voters());
        places.put("internalPort", Integer.toString(place.ports().internal()));
        places.put("mtlsPort", Integer.toString(mtlsPort));
        places.put("oauthPort", Integer.toString(oauthPort));
        places.put("dataFolder", dataFolder().toString());
        return places;
    }

    @Override
    public Path dataFolder() {
        return folder.resolve("data");
    }

    private Path settingsFile() {
        return folder.resolve("server.properties");
    }

    private void writeHosts() {
        try {
            Files.writeString(hostsFile(), place.hosts());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + hostsFile(), failed);
        }
    }

    private Path hostsFile() {
        return folder.resolve("hosts");
    }

    private Path loggingFile() {
        return folder.resolve("log4j2.properties");
    }
}
