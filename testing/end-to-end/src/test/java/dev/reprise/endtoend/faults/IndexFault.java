package dev.reprise.endtoend.faults;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.faults.agent.FailPoint;
import dev.reprise.endtoend.service.SearchProxy;
import dev.reprise.endtoend.service.SearchProxy.Behaviour;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.ServiceKind;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Something that goes wrong with the index that the job of the round writes to, or between it and a worker. */
sealed interface IndexFault extends Fault {

    /** Longer than a session lasts, so that others take over meanwhile. */
    Duration SUSPENDED = Duration.ofSeconds(8);

    /** A worker that is at work sends the next request within this, on a machine that has much else to do. */
    Duration MET_WITHIN = Duration.ofSeconds(15);

    /** A job that has to be resumed says so within this. */
    Duration PAUSED_WITHIN = Duration.ofSeconds(15);

    /** Makes one. */
    static IndexFault of(SplittableRandom random) {
        return switch (random.nextInt(7)) {
            case 0 -> new ForgetfulIndex(random.nextInt(5), SUSPENDED);
            case 1 -> new LateRequest(SUSPENDED);
            case 2 -> new DeathOnWaking(SUSPENDED.plusSeconds(2));
            case 3 -> new SearchTrouble(Behaviour.BUSY, time(random));
            case 4 -> new SearchTrouble(Behaviour.BUSY_IN_PART, time(random));
            case 5 -> new SearchTrouble(Behaviour.AWAY, time(random));
            default -> new LossyAnswers();
        };
    }

    /** Waits until a worker has done what is waited for, or the job is over; returns whether it has. */
    private static boolean met(Arena arena, BooleanSupplier deed) {
        arena.await(() -> deed.getAsBoolean() || arena.job().isOver(), MET_WITHIN);
        return deed.getAsBoolean();
    }

    private static Duration time(SplittableRandom random) {
        return Duration.ofMillis(1_000 + random.nextInt(7_000));
    }

    /** A worker is suspended with rows in hand, and the index forgets what was deleted meanwhile; then it wakes up. */
    record ForgetfulIndex(int passes, Duration suspended) implements IndexFault {
        @Override
        public void strike(Arena arena) {
            arena.victim(ServiceKind.REPROCESS_WORKER).ifPresent(victim -> {
                victim.arm(FailPoint.ROWS_READ, passes, Signal.STOP);
                arena.await(victim::hasFired, ARMED_AT_MOST);
                victim.suspend();
                arena.last(suspended);
                arena.fleet().reopenIndex();
                victim.disarm();
                victim.resume();
            });
        }
    }

    /**
     * A request comes late: a worker is suspended while the request is under way. Meanwhile production deletes what is in it, the
     * index forgets that, and others do the worker's work. So only the worker can take the documents away again, when it wakes up.
     */
    record LateRequest(Duration suspended) implements IndexFault {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            var found = arena.victim(ServiceKind.REPROCESS_WORKER);
            if (found.isEmpty()) {
                return;
            }
            SearchProxy search = found.get().search();
            search.be(Behaviour.HOLD);
            if (met(arena, search::isHolding)) {
                found.get().suspend();
                arena.productionDeletes(search.heldIds());
                arena.last(suspended);
                arena.fleet().reopenIndex();
                search.releaseAndAwaitAnswer();
                found.get().resume();
            }
            search.be(Behaviour.PASS);
            search.release();
        }
    }

    /**
     * A worker is suspended with rows in hand for longer than the index remembers deletes, and production deletes these rows. It
     * dies soon after it woke up, before it hears what came of a request: nobody looks for the rows of what it still sent.
     */
    record DeathOnWaking(Duration suspended) implements IndexFault {
        @Override
        public void strike(Arena arena) throws InterruptedException {
            var found = arena.victim(ServiceKind.REPROCESS_WORKER);
            if (found.isPresent()) {
                Instance victim = found.get();
                victim.arm(FailPoint.ROWS_READ, 0, Signal.STOP);
                met(arena, victim::hasFired);
                victim.suspend();
                arena.productionDeletes(arena.client().underWay(arena.job().id()));
                arena.last(suspended);
                victim.search().be(Behaviour.MUTE);
                victim.disarm();
                victim.resume();
                arena.await(() -> victim.search().struck() > 0, ARMED_AT_MOST);
                victim.service().process().kill();
                victim.search().release();
            }
            arena.fleet().replaceMissing();
        }
    }

    /** Elasticsearch turns requests of all workers away, or a part of them, or is not there. */
    record SearchTrouble(Behaviour behaviour, Duration time) implements IndexFault {
        @Override
        public void strike(Arena arena) {
            var workers = arena.fleet().atWork(ServiceKind.REPROCESS_WORKER);
            workers.forEach(one -> one.search().be(behaviour));
            arena.last(time);
            workers.forEach(one -> one.search().be(Behaviour.PASS));
        }

        @Override
        public boolean stalls() {
            return false;
        }
    }

    /** Something between a worker and Elasticsearch loses documents and their answers. The job is paused until a person resumes it. */
    record LossyAnswers() implements IndexFault {
        @Override
        public void strike(Arena arena) {
            arena.victim(ServiceKind.REPROCESS_WORKER).ifPresent(victim -> {
                victim.search().be(Behaviour.LOSSY);
                if (met(arena, () -> victim.search().struck() > 0)) {
                    arena.await(() -> isPaused(arena.job().newest()), PAUSED_WITHIN);
                }
                victim.search().be(Behaviour.PASS);
                arena.resumeJob();
            });
        }

        private static boolean isPaused(@Nullable Job job) {
            return job != null && job.state() == JobStatus.PAUSED;
        }

        @Override
        public boolean pauses() {
            return true;
        }

        @Override
        public boolean stalls() {
            return false;
        }
    }
}
