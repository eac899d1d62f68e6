package dev.reprise.endtoend.faults;

import dev.reprise.common.topic.Topics;
import dev.reprise.localstack.kafka.BrokerNetwork;
import dev.reprise.localstack.server.LocalServer;
import dev.reprise.localstack.server.ServerKind;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** What happens to one of three brokers, or to nodes of a ring of three, while the others go on. */
sealed interface ClusterFault extends Fault {

    /** Strikes a cluster that is whole; it need not be afterwards. */
    void strike(Arena arena, ServerCluster cluster);

    @Override
    default void strike(Arena arena) {
        whenWhole(arena, cluster -> strike(arena, cluster));
        // A node that does not have its data yet answers with failures, also to those who judge the round.
        arena.atTheEnd(() -> whenWhole(arena, cluster -> {}));
    }

    private static void whenWhole(Arena arena, Consumer<ServerCluster> task) {
        try (var cluster = new ServerCluster(arena.fleet().stack())) {
            cluster.awaitWhole();
            task.accept(cluster);
        }
    }

    @Override
    default boolean strikesServers() {
        return true;
    }

    /** Returns whether live writes may arrive later than the settle time: a node that is suspended sends them when it wakes up. */
    default boolean delaysWrites() {
        return false;
    }

    /** Makes one; the seed of the source decides. */
    static ClusterFault of(SplittableRandom random) {
        int roll = random.nextInt(100);
        ServerKind kind = random.nextBoolean() ? ServerKind.KAFKA : ServerKind.CASSANDRA;
        int number = 1 + random.nextInt(3);
        Duration time = Duration.ofMillis(1_500 + random.nextInt(8_500));
        if (roll < 25) {
            return new Suspended(kind, number, time);
        }
        if (roll < 42) {
            return new Killed(kind, number, time);
        }
        if (roll < 48) {
            return new Restarted(kind, number);
        }
        if (roll < 63) {
            return new LeaderKilled(Role.values()[random.nextInt(Role.values().length)], time);
        }
        if (roll < 71) {
            return new QuorumLost(number, time);
        }
        if (roll < 78) {
            return new WritesMissed(number, time);
        }
        if (roll < 90) {
            return new Parted(number, time);
        }
        if (roll < 95) {
            int offMillis = 500 + random.nextInt(2_000);
            return new ClockWrong(number, Duration.ofMillis(random.nextBoolean() ? offMillis : -offMillis), time);
        }
        return new Replaced(2 + random.nextInt(2));
    }

    /** A server answers nothing for a while, and then all at once. */
    record Suspended(ServerKind kind, int number, Duration time) implements ClusterFault {
        @Override
        public void strike(Arena arena, ServerCluster cluster) {
            LocalServer server = cluster.server(kind, number);
            server.suspend();
            arena.last(time);
            server.resume();
        }

        @Override
        public boolean delaysWrites() {
            return kind == ServerKind.CASSANDRA;
        }
    }

    /** A server is killed, and comes back with its data after a while. */
    record Killed(ServerKind kind, int number, Duration away) implements ClusterFault {
        @Override
        public void strike(Arena arena, ServerCluster cluster) {
            kill(arena, cluster.server(kind, number), away);
        }
    }

    /** A server is told to end, and comes back, as in every upgrade. */
    record Restarted(ServerKind kind, int number) implements ClusterFault {
        @Override
        public void strike(Arena arena, ServerCluster cluster) {
            LocalServer server = cluster.server(kind, number);
            server.stop();
            server.launch();
        }
    }

    /** The broker with a role is killed, so that the role moves to another one. */
    record LeaderKilled(Role role, Duration away) implements ClusterFault {
        @Override
        public void strike(Arena arena, ServerCluster cluster) {
            kill(arena, role.broker(cluster, arena.fleet().deployment().topics()), away);
        }
    }

    /** Two nodes answer nothing: what is written meanwhile is on one replica at most, and nobody is told that it is stored. */
    record QuorumLost(int left, Duration time) implements ClusterFault {
        @Override
        public void strike(Arena arena, ServerCluster cluster) {
            LocalServer one = cluster.server(ServerKind.CASSANDRA, 1 + left % 3);
            LocalServer other = cluster.server(ServerKind.CASSANDRA, 1 + (left + 1) % 3);
            one.suspend();
            other.suspend();
            arena.last(time);
            one.resume();
            other.resume();
        }

        @Override
        public boolean delaysWrites() {
            return true;
        }
    }

    /** A node is away, nobody keeps for it what it misses, and it is repaired only after it has answered for a while. */
    record WritesMissed(int number, Duration away) implements ClusterFault {
        @Override
        public void strike(Arena arena, ServerCluster cluster) {
            cluster.setHints(false);
            kill(arena, cluster.server(ServerKind.CASSANDRA, number), away);
            cluster.awaitWhole();
            cluster.repair(arena.fleet().deployment().tables().keyspace());
            cluster.setHints(true);
        }
    }

    /** A node has lost its disk. It takes its place again, and gets the data from the others. */
    record Replaced(int number) implements ClusterFault {
        @Override
        public void strike(Arena arena, ServerCluster cluster) {
            // The new one copies each row from one replica: who replaces a node is told to repair first.
            cluster.repair(arena.fleet().deployment().tables().keyspace());
            LocalServer node = cluster.server(ServerKind.CASSANDRA, number);
            node.kill();
            node.loseData();
            node.launch();
        }
    }

    /** A broker and the others do not hear of each other, while clients still reach all of them; the others go on without it. */
    record Parted(int number, Duration time) implements ClusterFault {
        @Override
        public void strike(Arena arena, ServerCluster cluster) {
            BrokerNetwork network = arena.fleet().stack().network();
            network.part(number);
            try {
                cluster.awaitInSyncWithout(number);
                arena.last(time);
            } finally {
                network.join();
            }
        }
    }

    /**
     * The clock of a node is wrong for a while, and then right again.
     *
     * @param off by up to 2.5 seconds; behind when it is negative
     */
    record ClockWrong(int number, Duration off, Duration time) implements ClusterFault {
        @Override
        public void strike(Arena arena, ServerCluster cluster) {
            LocalServer node = cluster.server(ServerKind.CASSANDRA, number);
            ServerClock.set(node.pid(), off);
            arena.last(time);
            ServerClock.set(node.pid(), Duration.ZERO);
        }
    }

    /** What one of the brokers does for all. */
    enum Role {
        WORKER_GROUP,
        PRODUCER_GROUP,
        INTAKE_GROUP,
        EVENTS,
        COMMANDS,
        TRANSACTIONS;

        LocalServer broker(ServerCluster cluster, Topics topics) {
            return switch (this) {
                case WORKER_GROUP -> cluster.coordinator(topics.workerGroup());
                case PRODUCER_GROUP -> cluster.coordinator(topics.idProducerGroup());
                case INTAKE_GROUP -> cluster.coordinator(topics.intakeGroup());
                case EVENTS -> cluster.leader(topics.events());
                case COMMANDS -> cluster.leader(topics.commands());
                case TRANSACTIONS -> cluster.coordinatorOfTransactions();
            };
        }
    }

    private static void kill(Arena arena, LocalServer server, Duration away) {
        server.kill();
        arena.last(away);
        server.launch();
    }
}
