package dev.reprise.localstack.kafka;

import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.proxy.FaultyProxy;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The network between the brokers of a cluster: each reaches each other one through a proxy, so that a broker can be parted from
 * the others while clients still reach all of them.
 *
 * <p>Threading: as {@link FaultyProxy}.
 */
public final class BrokerNetwork implements AutoCloseable {

    private record Way(int from, int to, FaultyProxy proxy) {
        boolean isOf(int node) {
            return from == node || to == node;
        }
    }

    private final List<Way> ways = new ArrayList<>();

    /** Opens the ways between all of them. */
    public BrokerNetwork(List<QuorumPlace> places) {
        for (QuorumPlace from : places) {
            for (QuorumPlace to : places) {
                if (from.node() != to.node()) {
                    open(from, to, to.ports().controller());
                    open(from, to, to.ports().internal());
                }
            }
        }
    }

    private void open(QuorumPlace from, QuorumPlace to, int port) {
        var listensAt = new InetSocketAddress(from.addressOf(to.node()), port);
        ways.add(new Way(from.node(), to.node(), FaultyProxy.before(LoopbackPorts.HOST + ":" + port, listensAt)));
    }

    /**
     * From now on nothing passes between a broker and the others, until they are joined.
     *
     * @param node its number, from 1 on
     */
    public void part(int node) {
        ways.stream().filter(way -> way.isOf(node)).forEach(way -> way.proxy().stall());
    }

    /** Passes on what has waited, and everything after it. */
    public void join() {
        ways.forEach(way -> way.proxy().goOn());
    }

    @Override
    public void close() {
        ways.forEach(way -> way.proxy().close());
    }
}
