package dev.reprise.endtoend.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** What makes a run hard to repeat, or makes it stand still: rules 4 and 5 of the house. */
final class PurityRules {

    /** Methods that read the system clock, wait by it or make randomness; constructors are named {@code <init>}. */
    private static final Map<String, Set<String>> IMPURE = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("currentTimeMillis", "nanoTime")),
            Map.entry("java.lang.Thread", Set.of("sleep")),
            Map.entry("java.util.concurrent.TimeUnit", Set.of("sleep")),
            Map.entry("java.util.concurrent.locks.LockSupport", Set.of("parkNanos", "parkUntil")),
            Map.entry(
                    "java.time.Clock",
                    Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds", "tickMinutes")),
            Map.entry("java.time.InstantSource", Set.of("system")),
            Map.entry(
                    "java.util.concurrent.CompletableFuture",
                    Set.of("delayedExecutor", "orTimeout", "completeOnTimeout")),
            Map.entry("java.util.Calendar", Set.of("getInstance")),
            Map.entry("java.util.UUID", Set.of("randomUUID")),
            Map.entry("java.lang.Math", Set.of("random")),
            Map.entry("java.lang.StrictMath", Set.of("random")),
            Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("current")),
            Map.entry("java.security.SecureRandom", Set.of("<init>", "getInstance", "getInstanceStrong")),
            Map.entry("java.util.random.RandomGenerator", Set.of("getDefault", "of")),
            Map.entry("com.datastax.oss.driver.api.core.uuid.Uuids", Set.of("timeBased", "random")));

    /** Impure unless they are given what to go by: a seed, or an instant. */
    private static final Set<String> IMPURE_WITHOUT_ARGUMENTS =
            Set.of("java.util.Random", "java.util.SplittableRandom", "java.util.Date", "java.util.GregorianCalendar");

    /**
     * Edges that are no package {@code boot}. The main class of the command line is what boot is to a service. And
     * local-stack waits for real servers, which come up when they like: that needs real time, which this one class reads.
     * And passwords of a stack must not be guessed. All else in local-stack is given a deadline, a clock or a seed, for a demo that fails must be repeatable too.
     */
    static final Set<String> EDGES = Set.of(
            "dev.reprise.cli.Reprise",
            "dev.reprise.localstack.process.Deadline",
            "dev.reprise.localstack.tls.Passwords");

    private static final HouseRule CLOCK = new HouseRule(
            "clock",
            classes()
                    .that()
                    .resideOutsideOfPackage("..boot..")
                    .and(not(describe("named exceptions", type -> EDGES.contains(type.getName()))))
                    .should(notAccess("the system clock, sleep or randomness", PurityRules::isImpure))
                    .because("a run must be repeatable by its seed and its clock; take a Clock, a LongSupplier of"
                            + " nanoseconds, a Random or a Supplier of ids as a constructor argument, and make it in"
                            + " 'boot'"));

    private static final HouseRule FUTURE = new HouseRule(
            "future",
            classes()
                    .should(notAccess("join() or get() of a future", PurityRules::waitsWithoutEnd))
                    .because(
                            "a stream thread that waits for one asset holds up all assets of its partitions; go on in a"
                                    + " stage of the future, use dev.reprise.common.async.Finished where it is over, and leave"
                                    + " waiting to the one drain, which polls what has ended with a deadline"));

    private static final HouseRule PATIENCE = new HouseRule(
            "patience",
            classes()
                    .that()
                    .resideOutsideOfPackages("..boot..", "..kafka..", "..cassandra..", "..elasticsearch..")
                    .should(notAccess("get(timeout) of a future", PurityRules::waitsWithEnd))
                    .because(
                            "even a bounded wait stops whatever shares its thread; only a technology leaf or 'boot' knows"
                                    + " that it is on a thread of its own, so ask from there"));

    private PurityRules() {}

    static List<HouseRule> all() {
        return List.of(CLOCK, FUTURE, PATIENCE);
    }

    private static boolean isImpure(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        if (IMPURE.getOrDefault(owner, Set.of()).contains(target.getName())) {
            return true;
        }
        if (IMPURE_WITHOUT_ARGUMENTS.contains(owner) && target.getName().equals("<init>")) {
            return target.getRawParameterTypes().isEmpty();
        }
        return owner.startsWith("java.time.")
                && target.getName().equals("now")
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static boolean waitsWithoutEnd(CodeUnitAccessTarget target) {
        return waits(target) && target.getRawParameterTypes().isEmpty();
    }

    private static boolean waitsWithEnd(CodeUnitAccessTarget target) {
        return waits(target) && !target.getRawParameterTypes().isEmpty();
    }

    private static boolean waits(CodeUnitAccessTarget target) {
        return target.getOwner().isAssignableTo(Future.class)
                && Set.of("join", "get").contains(target.getName());
    }

    private static ArchCondition<JavaClass> notAccess(String what, Predicate<CodeUnitAccessTarget> forbidden) {
        return new ArchCondition<>("not access " + what) {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                // Calls and method references alike.
                for (JavaAccess<?> access : origin.getAccessesFromSelf()) {
                    if (access.getTarget() instanceof CodeUnitAccessTarget target && forbidden.test(target)) {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
            }
        };
    }
}
