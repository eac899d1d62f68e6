package dev.reprise.localstack.kafka;

import dev.reprise.localstack.process.LoopbackPorts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which of the brokers of a cluster one is. Each is a controller too, and has a vote. Brokers of a cluster know each other by
 * names, {@code broker-1} and so on, and each has a hosts file of its own for them. Immutable.
 *
 * @param node from 1 on
 * @param brokers on which ports other brokers find each, the first one's first
 */
public record QuorumPlace(int node, List<Ports> brokers) {

    /**
     * Where a broker listens for other brokers.
     *
     * @param controller for votes and what the controller is asked
     * @param internal for copies, and all else
     */
    public record Ports(int controller, int internal) {
        static Ports choose() {
            return new Ports(LoopbackPorts.choose(), LoopbackPorts.choose());
        }
    }

    public QuorumPlace {
        brokers = List.copyOf(brokers);
        if (node < 1 || node > brokers.size()) {
            throw new IllegalArgumentException("node " + node + " is not one of " + brokers.size());
        }
    }

    static QuorumPlace alone() {
        return ofAll(1).get(0);
    }

    /** Returns the places of so many brokers, on free ports. */
    public static List<QuorumPlace> ofAll(int count) {
        List<Ports> ports = Stream.generate(Ports::choose).limit(count).toList();
        return IntStream.rangeClosed(1, count)
                .mapToObj(node -> new QuorumPlace(node, ports))
                .toList();
    }

    boolean isAlone() {
        return brokers.size() == 1;
    }

    Ports ports() {
        return brokers.get(node - 1);
    }

    /** Returns who votes, as {@code controller.quorum.voters} says it. */
    String voters() {
        return numbers()
                .mapToObj(voter ->
                        voter + "@" + name(voter) + ":" + brokers.get(voter - 1).controller())
                .collect(Collectors.joining(","));
    }

    /** Returns the lines of the hosts file: itself, and each other broker at the address of its proxy for this one. */
    String hosts() {
        return numbers()
                .mapToObj(other -> addressOf(other) + " " + name(other) + "\n")
                .collect(Collectors.joining("", LoopbackPorts.HOST + " localhost\n", ""));
    }

    /** Returns where this broker finds another one. */
    String addressOf(int other) {
        return other == node ? LoopbackPorts.HOST : "127.0." + node + "." + other;
    }

    private String name(int broker) {
        return isAlone() ? LoopbackPorts.HOST : "broker-" + broker;
    }

    private IntStream numbers() {
        return IntStream.rangeClosed(1, brokers.size());
    }
}
