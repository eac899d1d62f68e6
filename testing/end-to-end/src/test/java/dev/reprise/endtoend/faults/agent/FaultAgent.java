package dev.reprise.endtoend.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.Transformer.ForAdvice;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * The agent: puts the fail points into the classes of a service as they are loaded, and a mutant where one is wanted.
 *
 * <p>Threading: called by the JVM before {@code main}.
 */
public final class FaultAgent {

    private FaultAgent() {}

    /**
     * Called by the JVM.
     *
     * @param arguments the file by which points are armed, and, behind a comma, the mutant
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        String[] words = arguments.split(",", 2);
        Path file = Path.of(words[0]);
        Mutant mutant = words.length > 1 ? Mutant.valueOf(words[1]) : null;
        FailPoints.watch(file);
        AgentBuilder agent = new AgentBuilder.Default()
                .disableClassFormatChanges()
                // By name alone: to look into every class that is loaded would double the time of a start.
                .ignore(not(namedOneOf(types(mutant))))
                // What cannot be put in must be seen: a point that is never passed would prove nothing.
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly());
        for (FailPoint point : FailPoint.values()) {
            agent = agent.type(named(point.type())).transform(advice(point));
        }
        if (mutant != null) {
            MutantState.keepIn(file.resolveSibling("mutant"));
            agent = mutant.breakIn(agent);
        }
        agent.installOn(instrumentation);
    }

    private static String[] types(@Nullable Mutant mutant) {
        Stream<String> ofPoints = Arrays.stream(FailPoint.values()).map(FailPoint::type);
        Stream<String> ofMutant =
                mutant == null ? Stream.of() : mutant.breaks().stream().map(Mutant.Break::type);
        return Stream.concat(ofPoints, ofMutant).toArray(String[]::new);
    }

    private static AgentBuilder.Transformer advice(FailPoint point) {
        String advice = point.moment() == FailPoint.Moment.BEFORE ? "PassedBefore" : "PassedAfter";
        return new ForAdvice(Advice.withCustomMapping().bind(PointName.class, point.name()))
                .include(FaultAgent.class.getClassLoader())
                .advice(named(point.method()), FaultAgent.class.getPackageName() + "." + advice);
    }
}
