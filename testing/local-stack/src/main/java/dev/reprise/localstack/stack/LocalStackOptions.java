package dev.reprise.localstack.stack;

import dev.reprise.localstack.server.ServerKind;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How a stack is started.
 *
 * @param workFolder settings, data and logs, a folder for each server; kept at the end, and taken up again by the next
 *     stack that is started on it; one stack at a time
 * @param programsFolder where the build left the servers
 * @param servers those to start
 * @param ports fixed ports of 127.0.0.1; a server without one gets a free port
 * @param settings lines of a server's settings file that take the place of ours
 * @param sparesCores whether servers are slower than they could be, and leave the processors to others
 * @param nodes how many brokers and how many nodes of Cassandra: one, or the three that keep three copies; a secured stack has one
 * @param isSecured whether the servers want TLS and a user; certificates are made below the work folder
 */
public record LocalStackOptions(
        Path workFolder,
        Path programsFolder,
        Set<ServerKind> servers,
        Map<ServerKind, Integer> ports,
        Map<ServerKind, Map<String, String>> settings,
        boolean sparesCores,
        int nodes,
        boolean isSecured) {

    /** As many as there are copies: a quorum goes on without one. */
    public static final int CLUSTER_NODES = 3;

    private static final int PORT_MAX = 65_535;

    public LocalStackOptions {
        workFolder = workFolder.toAbsolutePath();
        programsFolder = programsFolder.toAbsolutePath();
        servers = Set.copyOf(servers);
        ports = Map.copyOf(ports);
        settings = Map.copyOf(settings);
        if (nodes != 1 && nodes != CLUSTER_NODES) {
            throw new IllegalArgumentException("a stack has 1 or " + CLUSTER_NODES + " nodes, not " + nodes);
        }
        if (nodes > 1 && isSecured) {
            throw new IllegalArgumentException("a secured stack has 1 node");
        }
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a stack has at least one server");
        }
        long chosen = ports.values().stream().filter(port -> port != 0).count();
        if (ports.values().stream().filter(port -> port != 0).distinct().count() < chosen) {
            throw new IllegalArgumentException("each server needs a port of its own");
        }
        ports.forEach((server, port) -> {
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException(
                        "the port of " + server.lowerCaseName() + " is to be 0 to " + PORT_MAX + ", not " + port);
            }
        });
    }

    /** All three servers, free ports. */
    public static LocalStackOptions in(Path workFolder, Path programsFolder) {
        return new LocalStackOptions(
                workFolder, programsFolder, Set.of(ServerKind.values()), Map.of(), Map.of(), false, 1, false);
    }

    /** The servers want TLS and a user; before Elasticsearch there is a gate for that. */
    public LocalStackOptions secured() {
        return new LocalStackOptions(workFolder, programsFolder, servers, ports, settings, sparesCores, nodes, true);
    }

    /** So many brokers, and nodes of Cassandra. */
    public LocalStackOptions withNodes(int count) {
        return new LocalStackOptions(
                workFolder, programsFolder, servers, ports, settings, sparesCores, count, isSecured);
    }

    /** Only these. */
    public LocalStackOptions withServers(ServerKind first, ServerKind... more) {
        return new LocalStackOptions(
                workFolder, programsFolder, EnumSet.of(first, more), ports, settings, sparesCores, nodes, isSecured);
    }

    /** A fixed port for one of them; 0 for a free one. */
    public LocalStackOptions withPort(ServerKind server, int port) {
        Map<ServerKind, Integer> changed = new HashMap<>(ports);
        changed.put(server, port);
        return new LocalStackOptions(
                workFolder, programsFolder, servers, changed, settings, sparesCores, nodes, isSecured);
    }

    /** One line of a server's settings file, as it stands there. */
    public LocalStackOptions withSetting(ServerKind server, String key, String value) {
        Map<String, String> ofServer = new HashMap<>(settings.getOrDefault(server, Map.of()));
        ofServer.put(key, value);
        Map<ServerKind, Map<String, String>> changed = new EnumMap<>(ServerKind.class);
        changed.putAll(settings);
        changed.put(server, Map.copyOf(ofServer));
        return new LocalStackOptions(
                workFolder, programsFolder, servers, ports, changed, sparesCores, nodes, isSecured);
    }

    /** For servers that share few processors with much else and live for minutes: see {@code ServerOptions}. */
    public LocalStackOptions sparingCores() {
        return new LocalStackOptions(workFolder, programsFolder, servers, ports, settings, true, nodes, isSecured);
    }
}
