package dev.reprise.localstack.cassandra;

import static java.util.stream.Collectors.joining;

import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where a node is in its ring. Immutable.
 *
 * @param node from 1 on; it is at {@code 127.0.0.<node>}, and all find their ring by the first one
 * @param nodes how many the ring has
 * @param storagePort on which the nodes find each other, one for all
 */
public record RingPlace(int node, int nodes, int storagePort) {
    private static final String STORAGE_PORT = "storage_port: ";

    public RingPlace {
        if (node < 1 || node > nodes) {
            throw new IllegalArgumentException("node " + node + " is not one of " + nodes);
        }
    }

    static RingPlace alone() {
        return new RingPlace(1, 1, LoopbackPorts.choose());
    }

    /**
     * Returns the port on which the nodes of a ring find each other: that of the last run, since nodes remember each other by it,
     * or a free one.
     *
     * @param folder of the first node
     */
    public static int storagePort(Path folder) {
        Path settings = folder.resolve(CassandraRecipe.SETTINGS_FILE);
        if (!Files.exists(settings)) {
            return LoopbackPorts.choose();
        }
        try (Stream<String> lines = Files.lines(settings)) {
            return lines.filter(line -> line.startsWith(STORAGE_PORT))
                    .map(line -> Integer.parseInt(line.substring(STORAGE_PORT.length())))
                    .findFirst()
                    .orElseGet(LoopbackPorts::choose);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + settings, failed);
        }
    }

    boolean isAlone() {
        return nodes == 1;
    }

    /**
     * Returns the nodes by which this one finds its ring, as {@code address:port,…}. The first node lists all: it greets its
     * seeds every second in whatever state they are, and a node that takes its place anew is greeted by nobody else.
     */
    String seeds() {
        return IntStream.rangeClosed(1, node == 1 ? nodes : 1)
                .mapToObj(seed -> LoopbackPorts.address(seed, storagePort))
                .map(seed -> seed.getAddress().getHostAddress() + ":" + seed.getPort())
                .collect(joining(","));
    }

    /** Returns where its range begins: the tokens from -2^63 on, cut into equal parts. */
    long token() {
        return Long.MIN_VALUE + (node - 1) * Long.divideUnsigned(-1, nodes);
    }
}
