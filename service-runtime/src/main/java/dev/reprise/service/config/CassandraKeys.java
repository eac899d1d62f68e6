package dev.reprise.service.config;

import dev.reprise.assets.cassandra.ContactPoints;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The keys below {@code reprise.cassandra}: how to reach Cassandra.
 *
 * <p>Threading: immutable.
 */
public interface CassandraKeys {

    @Setting(
            unit = "host[:port], …; IPv6 in brackets",
            why = "Cassandra's own port",
            wrong = "wrong: the service waits and says so")
    @WithDefault("localhost:9042")
    ContactPoints contactPoints();

    @Setting(unit = "name", why = "Cassandra's own default", wrong = "wrong: the driver finds no node to ask")
    @WithDefault("datacenter1")
    String localDatacenter();

    @Setting(
            unit = "text; with `reprise.cassandra.password` or not at all",
            why = "no authentication by default in Cassandra",
            wrong = "wrong: the service waits and says that it is refused")
    Optional<String> username();

    @Setting(
            unit = "text; with `reprise.cassandra.username` or not at all",
            why = "no authentication by default in Cassandra",
            wrong = "wrong: the service waits and says that it is refused")
    Optional<String> password();

    @Setting(
            unit = "file with the text; line ends behind it do not count",
            why = "instead of `reprise.cassandra.password`",
            wrong = "no such file, an empty one, or both keys: the service does not start")
    Optional<Path> passwordFile();

    SslKeys ssl();

    @Setting(
            min = "PT0.1S",
            max = "PT1M",
            why = "no shorter than Cassandra's own time-outs, 5 s for a read and 2 s for a write",
            wrong =
                    "too small: requests that the server still works on count as failed and are repeated. Too large: one"
                            + " that hangs outlasts `drain-time-max`, and the task gives up and replays")
    @WithDefault("PT5S")
    Duration requestTimeout();

    @Setting(
            min = "1",
            max = "16",
            why = "one carries 16,384 requests at once, more than a process ever has in flight",
            wrong =
                    "too large: the nodes keep connections that nobody needs, from every process. More than 1 helps only"
                            + " where large payloads fill one connection, or TLS keeps one core busy")
    @WithDefault("1")
    int connectionsPerNode();

    @Setting(
            min = "PT1S",
            max = "PT5M",
            why = "a process without work notices after this, and 5 s more, that a node is away",
            wrong =
                    "too small: traffic for nothing. Too large: readiness stays up while Cassandra is away, and a firewall"
                            + " drops connections that are silent for too long")
    @WithDefault("PT10S")
    Duration heartbeatInterval();
}
