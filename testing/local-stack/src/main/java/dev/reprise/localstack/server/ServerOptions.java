package dev.reprise.localstack.server;

import java.util.List;
import java.util.Map;

/**
 * What one server is told beside its recipe. Immutable.
 *
 * @param port 0 for a free one
 * @param overrides lines of its settings file that take the place of ours
 * @param jvmOptions that its JVM gets after ours
 */
public record ServerOptions(int port, Map<String, String> overrides, List<String> jvmOptions) {

    public ServerOptions {
        overrides = Map.copyOf(overrides);
        jvmOptions = List.copyOf(jvmOptions);
    }
}
