package dev.reprise.localstack.cassandra;

import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where a node is in its ring. Immutable.
 *
 * @param node from 1 on; it is at {@code 127.0.0.<node>}, and the first one is the seed of all
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

    /** Returns where its range begins: the tokens from -2^63 on, cut into equal parts. */
    long token() {
        return Long.MIN_VALUE + (node - 1) * Long.divideUnsigned(-1, nodes);
    }
}
