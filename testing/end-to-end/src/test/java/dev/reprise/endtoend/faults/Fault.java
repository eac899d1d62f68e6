package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.faults.agent.FailPoint;
import dev.reprise.endtoend.service.Deployment;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.ServiceKind;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Something that goes wrong. What it stopped or broke works again, or is being started again, when it returns. */
sealed interface Fault
        permits Fault.KillAt,
                Fault.ZombieAt,
                Fault.Terminate,
                Fault.Storm,
                Fault.KafkaStalls,
                Fault.KafkaRestarts,
                Fault.CassandraStalls,
                Fault.RepliesLost,
                Fault.ConnectionsCut,
                ClusterFault,
                IndexFault,
                Intrusion {

    /** How long a process may take to pass an armed point; a job that is not there yet, or over, passes none. */
    Duration ARMED_AT_MOST = Duration.ofSeconds(4);

    /** How long a process may take to see that it is not armed any more. */
    Duration FORGOTTEN_WITHIN = Duration.ofSeconds(2);

    /** Strikes, lasts, and puts right. */
    void strike(Arena arena) throws InterruptedException;

    /** Returns whether an instance may be taken for dead by it and go on all the same. */
    default boolean stalls() {
        return true;
    }

    /** Returns whether it strikes servers, and so everybody who uses them. */
    default boolean strikesServers() {
        return false;
    }

    /** Returns whether the job may be paused by it until a person resumes it. */
    default boolean pauses() {
        return false;
    }

    /** A process is killed at a point of its code, or some seconds later where it does not get there. */
    record KillAt(ServiceKind kind, FailPoint point, int passes) implements Fault {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            Optional<Instance> victim = arena.victim(kind);
            if (victim.isPresent()) {
                var process = victim.get().service().process();
                victim.get().arm(point, passes, Signal.KILL);
                if (!arena.await(() -> !process.isAlive(), ARMED_AT_MOST)) {
                    process.kill();
                }
            }
            arena.fleet().replaceMissing();
        }

        @Override
        public boolean stalls() {
            return false;
        }
    }

    /** A process is suspended at a point of its code, is taken for dead, and wakes up. */
    record ZombieAt(ServiceKind kind, FailPoint point, int passes, Duration suspended) implements Fault {
        @Override
        public void strike(Arena arena) {
            arena.victim(kind).ifPresent(victim -> {
                victim.arm(point, passes, Signal.STOP);
                arena.await(victim::hasFired, ARMED_AT_MOST);
                victim.suspend();
                arena.last(suspended);
                boolean isAtPoint = victim.hasFired();
                if (!isAtPoint) {
                    victim.disarm();
                }
                victim.resume();
                if (!isAtPoint) {
                    // It may get to the point before it sees that it is not armed any more, and suspend itself.
                    arena.await(victim::hasFired, FORGOTTEN_WITHIN);
                    victim.resume();
                }
            });
        }
    }

    /** A process is told to end, as in every upgrade. */
    record Terminate(ServiceKind kind) implements Fault {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            Optional<Instance> victim = arena.victim(kind);
            if (victim.isPresent()) {
                var process = victim.get().service().process();
                boolean hadStarted = victim.get().service().isReady();
                process.signal(Signal.TERM);
                assertThat(process.awaitExit(Duration.ofSeconds(30)))
                        .as(() -> "ends when told to:\n" + Deployment.lastLog(process))
                        .isTrue();
                // Before its main method a JVM knows nothing but to end.
                assertThat(process.exitCode().orElseThrow())
                        .as(() -> "exit code:\n" + Deployment.lastLog(process))
                        .isIn(hadStarted ? Set.of(0) : Set.of(0, 128 + 15));
            }
            arena.fleet().replaceMissing();
        }

        @Override
        public boolean stalls() {
            return false;
        }
    }

    /** Workers come and go faster than tasks can settle. */
    record Storm(int joins) implements Fault {
        @Override
        public void strike(Arena arena) {
            for (int join = 0; join < joins; join++) {
                Instance more = arena.fleet().start(ServiceKind.REPROCESS_WORKER);
                arena.awaitReady(more, Duration.ofSeconds(20));
                arena.victim(ServiceKind.REPROCESS_WORKER)
                        .ifPresent(one -> one.service().process().kill());
            }
            arena.fleet().replaceMissing();
        }
    }

    /** The broker answers nothing for a while; beyond the transaction timeout where it lasts that long. */
    record KafkaStalls(Duration time) implements Fault {
        @Override
        public boolean strikesServers() {
            return true;
        }

        @Override
        public void strike(Arena arena) {
            arena.fleet().stack().kafka().suspend();
            arena.last(time);
            arena.fleet().stack().kafka().resume();
        }
    }

    /** The broker is killed, or told to end, and comes back with its data. */
    record KafkaRestarts(boolean killed) implements Fault {
        @Override
        public boolean strikesServers() {
            return true;
        }

        @Override
        public void strike(Arena arena) {
            var kafka = arena.fleet().stack().kafka();
            if (killed) {
                kafka.kill();
                kafka.start();
            } else {
                kafka.restart();
            }
        }
    }

    /** The database answers nothing for a while, and then all at once. */
    record CassandraStalls(Duration time) implements Fault {
        @Override
        public boolean strikesServers() {
            return true;
        }

        @Override
        public void strike(Arena arena) {
            arena.fleet().stack().cassandra().suspend();
            arena.last(time);
            arena.fleet().stack().cassandra().resume();
        }
    }

    /** The database does what the services ask for, and they do not hear of it: time-outs that were applied. */
    record RepliesLost(Duration time) implements Fault {
        @Override
        public void strike(Arena arena) {
            arena.fleet().proxy().loseReplies();
            arena.last(time);
            arena.fleet().proxy().restore();
        }
    }

    /** Every connection of the services to the database ends. */
    record ConnectionsCut() implements Fault {
        @Override
        public void strike(Arena arena) {
            arena.fleet().proxy().cut();
        }
    }
}
