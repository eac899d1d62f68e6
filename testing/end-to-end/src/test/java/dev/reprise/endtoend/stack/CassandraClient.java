package dev.reprise.endtoend.stack;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A session with a local node. */
final class CassandraClient {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private CassandraClient() {}

    /** To be closed by the caller. */
    static CqlSession connect(String address) {
        int colon = address.indexOf(':');
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))))
                .withLocalDatacenter("datacenter1")
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, WITHIN)
                        .build())
                .build();
    }

    static void createTable(CqlSession session, String keyspace) {
        session.execute("CREATE KEYSPACE " + keyspace
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
        session.execute("CREATE TABLE " + keyspace + ".word (id int PRIMARY KEY, word text)");
    }
}
