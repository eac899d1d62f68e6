package dev.reprise.endtoend.faults;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.reprise.endtoend.faults.agent.AgentJar;
import dev.reprise.endtoend.service.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The clock of a Cassandra that runs on this machine. */
final class ServerClock {

    /** Written once: a JVM that has it open must not meet another one. */
    private static final Path AGENT = AgentJar.writeTo(Deployment.logs().resolve("clock"));

    private ServerClock() {}

    /**
     * Sets it.
     *
     * @param off from the right time; behind when it is negative
     */
    static void set(long pid, Duration off) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(AGENT.toString(), Long.toString(off.toMillis()));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException | IOException failed) {
            throw new AssertionError("cannot set the clock of process " + pid, failed);
        }
    }
}
