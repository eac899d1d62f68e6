package dev.reprise.endtoend.faults;

import dev.reprise.endtoend.faults.agent.FailPoint;
import dev.reprise.endtoend.faults.agent.Mutant;
import dev.reprise.endtoend.service.SearchProxy;
import dev.reprise.localstack.service.ServiceKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule of the guarantee that is switched off, with the faults that it protects from. Each must make the checker speak.
 */
enum Weakening {
    BARRIER_OFF(Mutant.BARRIER_OFF),
    PLAIN_WRITE(Mutant.PLAIN_WRITE),
    CURSOR_OUTSIDE(Mutant.CURSOR_OUTSIDE),
    TTL_DROPPED(Mutant.TTL_DROPPED),
    RETRY_AT_NEW_TIME(Mutant.RETRY_AT_NEW_TIME),
    FORWARD_AFTER_COMMIT(Mutant.FORWARD_AFTER_COMMIT),
    DELETE_AT_PRESENT(Mutant.DELETE_AT_PRESENT),
    ENTRY_AT_PRESENT(Mutant.ENTRY_AT_PRESENT),
    INDEXED_AT_PRESENT_TIME(Mutant.INDEXED_AT_PRESENT_TIME),
    CREATED_UNCHECKED(Mutant.CREATED_UNCHECKED),
    BUSY_COUNTED_AS_DONE(Mutant.BUSY_COUNTED_AS_DONE),
    BUSY_DEAD_LETTERED(Mutant.BUSY_DEAD_LETTERED),
    ANSWERS_UNCOUNTED(Mutant.ANSWERS_UNCOUNTED),
    SENT_LONG_AFTER_READ(Mutant.SENT_LONG_AFTER_READ),
    RESULTS_AFTER_CURSOR(Mutant.RESULTS_AFTER_CURSOR),
    /** Not a mutant: the settle time is configuration. */
    SETTLE_TIME_OFF(null);

    /** Some 200 twins of assets of the job, of which one in twenty arrives just after the job's write. */
    private static final FaultPlan.Load MANY_TWINS = new FaultPlan.Load(4_000, 250, Duration.ofSeconds(5));

    private static final FaultPlan.Load MANY_DELETES = new FaultPlan.Load(1_500, 150, Duration.ofSeconds(5));

    private final @Nullable Mutant mutant;

    Weakening(@Nullable Mutant mutant) {
        this.mutant = mutant;
    }

    /** Returns what is broken in the code, if anything. */
    @Nullable
    Mutant mutant() {
        return mutant;
    }

    /** Returns the kind of job that the rule is of. */
    RoundJob.Kind kind() {
        return switch (this) {
            case DELETE_AT_PRESENT -> RoundJob.Kind.DELETE;
            case ENTRY_AT_PRESENT -> RoundJob.Kind.FILL_INDEX;
            case INDEXED_AT_PRESENT_TIME,
                    CREATED_UNCHECKED,
                    BUSY_COUNTED_AS_DONE,
                    BUSY_DEAD_LETTERED,
                    ANSWERS_UNCOUNTED,
                    SENT_LONG_AFTER_READ -> RoundJob.Kind.REINDEX;
            case RESULTS_AFTER_CURSOR -> RoundJob.Kind.SYNCHRONOUS;
            default -> RoundJob.Kind.MIGRATE;
        };
    }

    /** Returns what is set wrong. */
    Map<String, String> settings() {
        return switch (this) {
            case SETTLE_TIME_OFF -> Map.of("reprise.write-back.settle-time", "PT0S");
            // Events come in bursts, and most commits would fall between them, when nothing is in flight.
            case BARRIER_OFF, FORWARD_AFTER_COMMIT -> Map.of("reprise.worker.commit-interval", "PT0.02S");
            default -> Map.of();
        };
    }

    /** Returns a plan of the seed with the faults that the rule protects from. */
    FaultPlan plan(long seed) {
        FaultPlan plan = FaultPlan.of(seed);
        return switch (this) {
            case SETTLE_TIME_OFF -> new FaultPlan(seed, MANY_TWINS, 0.8, strikes());
            // All that is in hand is deleted before the index begins to forget.
            case SENT_LONG_AFTER_READ -> new FaultPlan(seed, MANY_DELETES, 0, strikes());
            default -> new FaultPlan(seed, plan.load(), plan.twins(), strikes());
        };
    }

    private List<FaultPlan.Strike> strikes() {
        return switch (this) {
            case BARRIER_OFF, FORWARD_AFTER_COMMIT ->
                twice(new Fault.KillAt(ServiceKind.REPROCESS_WORKER, FailPoint.COMMITTED, 0));
            case PLAIN_WRITE ->
                twice(new Fault.ZombieAt(ServiceKind.REPROCESS_WORKER, FailPoint.ROWS_READ, 0, Duration.ofSeconds(5)));
            case CURSOR_OUTSIDE -> twice(new Fault.KillAt(ServiceKind.ID_PRODUCER, FailPoint.CURSOR_SAVED, 0));
            case RETRY_AT_NEW_TIME -> twice(new Fault.RepliesLost(Duration.ofSeconds(3)));
            case RESULTS_AFTER_CURSOR -> twice(new Fault.KillAt(ServiceKind.ID_PRODUCER, FailPoint.COMMITTED, 0));
            case CREATED_UNCHECKED -> twice(new IndexFault.LateRequest(IndexFault.SUSPENDED));
            case BUSY_COUNTED_AS_DONE, BUSY_DEAD_LETTERED ->
                twice(new IndexFault.SearchTrouble(SearchProxy.Behaviour.BUSY_IN_PART, Duration.ofSeconds(1)));
            case ANSWERS_UNCOUNTED -> twice(new IndexFault.LossyAnswers());
            case SENT_LONG_AFTER_READ -> twice(new IndexFault.DeathOnWaking(Duration.ofSeconds(11)));
            case TTL_DROPPED, SETTLE_TIME_OFF, DELETE_AT_PRESENT, ENTRY_AT_PRESENT, INDEXED_AT_PRESENT_TIME ->
                List.of();
        };
    }

    private static List<FaultPlan.Strike> twice(Fault fault) {
        return List.of(new FaultPlan.Strike(10, fault), new FaultPlan.Strike(40, fault));
    }
}
