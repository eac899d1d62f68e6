package dev.reprise.bench.cassandra;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.reprise.cli.invocation.FailedException;
import java.io.IOException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What Cassandra owes after writes: memtables to be flushed, files to be compacted. Flushes come with every so many
 * megabytes. Left to themselves they fall into the runs of the same contestant round after round, which then pays for all.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class Upkeep implements AutoCloseable {

    private static final String STORAGE = "org.apache.cassandra.db:type=StorageService";
    private static final String COMPACTIONS = "org.apache.cassandra.metrics:type=Compaction,name=PendingTasks";

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private Upkeep(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.beans = connector.getMBeanServerConnection();
    }

    /** Connects with a Cassandra on this machine, which tells by itself where. */
    @SuppressWarnings("BanJNDI")
    public static Upkeep of(long pid) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return new Upkeep(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | IOException e) {
            throw failed(e);
        }
    }

    /** Writes what is in memory of a keyspace to files; returns when it is done. */
    public void flush(String keyspace) {
        try {
            beans.invoke(
                    new ObjectName(STORAGE),
                    "forceKeyspaceFlush",
                    new Object[] {keyspace, new String[0]},
                    new String[] {String.class.getName(), String[].class.getName()});
        } catch (JMException | IOException e) {
            throw failed(e);
        }
    }

    /** Returns how many compactions run or wait. */
    public int compactions() {
        try {
            return (Integer) beans.getAttribute(new ObjectName(COMPACTIONS), "Value");
        } catch (JMException | IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static FailedException failed(Exception e) {
        return new FailedException("cannot ask Cassandra for its upkeep: " + e.getMessage(), e);
    }
}
