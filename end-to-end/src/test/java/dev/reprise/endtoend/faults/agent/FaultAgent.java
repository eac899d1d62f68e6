package dev.reprise.endtoend.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.Transformer.ForAdvice;
import net.bytebuddy.asm.Advice;

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
        FailPoints.watch(file);
        AgentBuilder agent = new AgentBuilder.Default()
                .disableClassFormatChanges()
                // What cannot be put in must be seen: a point that is never passed would prove nothing.
                .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly());
        for (FailPoint point : FailPoint.values()) {
            agent = agent.type(named(point.type())).transform(advice(point));
        }
        if (words.length > 1) {
            MutantState.keepIn(file.resolveSibling("mutant"));
            agent = Mutant.valueOf(words[1]).breakIn(agent);
        }
        agent.installOn(instrumentation);
    }

    private static AgentBuilder.Transformer advice(FailPoint point) {
        String advice = point.moment() == FailPoint.Moment.BEFORE ? "PassedBefore" : "PassedAfter";
        return new ForAdvice(Advice.withCustomMapping().bind(PointName.class, point.name()))
                .include(FaultAgent.class.getClassLoader())
                .advice(named(point.method()), FaultAgent.class.getPackageName() + "." + advice);
    }
}
