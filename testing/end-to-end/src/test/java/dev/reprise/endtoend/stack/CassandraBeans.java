package dev.reprise.endtoend.stack;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a running Cassandra that an operator changes by JMX.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class CassandraBeans implements AutoCloseable {

    /** The bean with most of what an operator asks for. */
    public static final String STORAGE = "org.apache.cassandra.db:type=StorageService";

    private static final Duration REPAIRED_WITHIN = Duration.ofMinutes(1);
    private static final String COMPLETED = "COMPLETED";

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

    /** Returns a setting, or a state. */
    public Object get(String bean, String attribute) {
        try {
            return connector.getMBeanServerConnection().getAttribute(new ObjectName(bean), attribute);
        } catch (JMException | IOException e) {
            throw new AssertionError("cannot get " + attribute + " of " + bean, e);
        }
    }

    /** Calls an operation whose parameters are texts; {@code null} is one as well. */
    public void call(String bean, String operation, @Nullable String... parameters) {
        String[] signature = new String[parameters.length];
        Arrays.fill(signature, String.class.getName());
        invoke(bean, operation, parameters, signature);
    }

    /** Makes the replicas of a keyspace alike, as {@code nodetool repair --full} does, and waits for it. */
    public void repair(String keyspace) {
        @Nullable
        Object repair = invoke(
                STORAGE,
                "repairAsync",
                new Object[] {keyspace, new HashMap<>(Map.of("incremental", "false", "parallelism", "parallel"))},
                new String[] {String.class.getName(), Map.class.getName()});
        Awaitility.await("the repair of " + keyspace)
                .atMost(REPAIRED_WITHIN)
                .until(() -> repairStatus(repair), COMPLETED::equals);
    }

    private String repairStatus(@Nullable Object repair) {
        var answer = (List<?>) invoke(
                STORAGE, "getParentRepairStatus", new @Nullable Object[] {repair}, new String[] {int.class.getName()});
        String status = answer == null ? "" : String.valueOf(answer.get(0));
        if (status.equals("FAILED")) {
            throw new AssertionError("the repair has failed: " + answer);
        }
        return status;
    }

    private @Nullable Object invoke(String bean, String operation, @Nullable Object[] parameters, String[] signature) {
        try {
            return connector.getMBeanServerConnection().invoke(new ObjectName(bean), operation, parameters, signature);
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
