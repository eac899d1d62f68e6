package dev.reprise.localstack.server;

import java.util.List;
import java.util.Map;

/**
 * What one server is told beside its recipe. Immutable.
 *
 * @param port 0 for a free one
 * @param overrides lines of its settings file that take the place of ours
 * @param sparesCores whether it is slower than it could be, and leaves the processors to others
 */
public record ServerOptions(int port, Map<String, String> overrides, boolean sparesCores) {

    public ServerOptions {
        overrides = Map.copyOf(overrides);
    }

    /** Returns what its JVM gets after ours: the simple compiler starts a server with half of the CPU. */
    public List<String> jvmOptions() {
        return sparesCores ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    }

    /**
     * Returns a command that starts its command, for a server whose idle threads look for work all the time, with pauses of some
     * microseconds: Linux may end their pauses a millisecond late. Other systems know nothing of that.
     */
    public List<String> launcher() {
        String script = "{ echo 1000000 >/proc/self/timerslack_ns; } 2>/dev/null; exec \"$@\"";
        return sparesCores ? List.of("/bin/sh", "-c", script, "sparing-cores") : List.of();
    }
}
