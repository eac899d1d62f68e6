package dev.reprise.endtoend.stack;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Arrays;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a running Cassandra that an operator changes by JMX.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class CassandraBeans implements AutoCloseable {

    private final JMXConnector connector;

    private CassandraBeans(JMXConnector connector) {
        this.connector = connector;
    }

    /** Connects with a Cassandra on this machine. */
    @SuppressWarnings("BanJNDI")
    public static CassandraBeans of(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new CassandraBeans(
                        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw new AssertionError("cannot reach the settings of Cassandra", e);
        }
    }

    /**
     * Changes a setting.
     *
     * @param bean such as {@code org.apache.cassandra.db:type=Guardrails}
     */
    public void set(String bean, String attribute, Object value) {
        try {
            connector.getMBeanServerConnection().setAttribute(new ObjectName(bean), new Attribute(attribute, value));
        } catch (JMException | IOException e) {
            throw new AssertionError("cannot set " + attribute + " of " + bean, e);
        }
    }

    /** Calls an operation whose parameters are texts; {@code null} is one as well. */
    public void call(String bean, String operation, @Nullable String... parameters) {
        String[] signature = new String[parameters.length];
        Arrays.fill(signature, String.class.getName());
        try {
            connector.getMBeanServerConnection().invoke(new ObjectName(bean), operation, parameters, signature);
        } catch (JMException | IOException e) {
            throw new AssertionError("cannot call " + operation + " of " + bean, e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new AssertionError("cannot leave Cassandra", e);
        }
    }
}
