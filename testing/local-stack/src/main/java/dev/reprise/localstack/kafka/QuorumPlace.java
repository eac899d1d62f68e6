package dev.reprise.localstack.kafka;

import dev.reprise.localstack.process.LoopbackPorts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which of the brokers of a cluster one is. Each is a controller too, and has a vote. Immutable.
 *
 * @param node from 1 on
 * @param controllerPorts of all nodes, the first one's first
 */
public record QuorumPlace(int node, List<Integer> controllerPorts) {
    public QuorumPlace {
        controllerPorts = List.copyOf(controllerPorts);
        if (node < 1 || node > controllerPorts.size()) {
            throw new IllegalArgumentException("node " + node + " is not one of " + controllerPorts.size());
        }
    }

    static QuorumPlace alone() {
        return new QuorumPlace(1, List.of(LoopbackPorts.choose()));
    }

    boolean isAlone() {
        return controllerPorts.size() == 1;
    }

    int controllerPort() {
        return controllerPorts.get(node - 1);
    }

    /** Returns who votes, as {@code controller.quorum.voters} says it. */
    String voters() {
        return IntStream.range(0, controllerPorts.size())
                .mapToObj(voter -> (voter + 1) + "@" + LoopbackPorts.HOST + ":" + controllerPorts.get(voter))
                .collect(Collectors.joining(","));
    }
}
