package dev.reprise.localstack.server;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.LoopbackPorts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/** What differs from server to server: how it is started, and how one sees that it answers. Immutable. */
public interface ServerRecipe {
    ServerKind kind();

    /** The name in messages: that of the kind, with a number behind it in a cluster. */
    default String name() {
        return kind().lowerCaseName();
    }

    /** The port on which clients find it. */
    int port();

    /** Where clients find it. */
    default InetSocketAddress address() {
        return LoopbackPorts.address(port());
    }

    /** Where it keeps what it must not forget. */
    Path dataFolder();

    /**
     * Writes its settings and starts it; on the folder of an earlier run it finds that run's data. Returns before the
     * server answers.
     *
     * @throws ServerStartException when it cannot even be started
     */
    ChildProcess launch();

    /**
     * Asks the server one question that only a working server answers; an open port is not enough, since a suspended
     * process accepts connections too.
     *
     * @return false when there is no or a wrong answer within the time
     */
    boolean answers(Duration within);

    /** After which time a server that does not answer counts as failed. */
    Duration readyWithin();
}
