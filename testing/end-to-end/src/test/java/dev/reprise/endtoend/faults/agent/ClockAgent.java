package dev.reprise.endtoend.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;

import java.lang.instrument.Instrumentation;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.Transformer.ForAdvice;

/**
 * The agent that sets the clock of a running Cassandra.
 *
 * <p>Threading: called by the JVM, once for each time that is set.
 */
public final class ClockAgent {

    /** The system property with the milliseconds that the clock is off; what Cassandra runs reads it. */
    static final String OFF_MILLIS = "reprise.clock.off-millis";

    private static final String CLOCK = "org.apache.cassandra.utils.Clock$Default";
    private static final String READ = "currentTimeMillis";

    private ClockAgent() {}

    /**
     * Called by the JVM.
     *
     * @param offMillis how far the clock is off from now on
     */
    public static void agentmain(String offMillis, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        if (System.setProperty(OFF_MILLIS, offMillis) == null) {
            install(instrumentation);
        }
        requireSet(Long.parseLong(offMillis));
    }

    private static void install(Instrumentation instrumentation) {
        new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .ignore(not(named(CLOCK)))
                .type(named(CLOCK))
                .transform(new ForAdvice()
                        .include(ClockAgent.class.getClassLoader())
                        .advice(named(READ), ClockAgent.class.getPackageName() + ".IsOff"))
                .installOn(instrumentation);
    }

    /** Else a clock that nobody has changed would prove nothing. */
    private static void requireSet(long offMillis) throws ReflectiveOperationException {
        Class<?> clock = Class.forName("org.apache.cassandra.utils.Clock$Global");
        long before = System.currentTimeMillis();
        long read = (Long) clock.getMethod(READ).invoke(null) - offMillis;
        if (read < before || read > System.currentTimeMillis()) {
            throw new IllegalStateException(
                    "the clock is off by about " + (read - before + offMillis) + " ms, not by " + offMillis);
        }
    }
}
