package dev.reprise.localstack.server;

import dev.reprise.localstack.process.ChildProcess;
import java.util.List;

/** A server did not come up. The message says why in the server's own words, the last lines of its log. */
public final class ServerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LOG_LINES_MAX = 30;

    public ServerStartException(String message) {
        super(message);
    }

    public ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }

    /** With the last lines that the process wrote. */
    public static ServerStartException of(ChildProcess process, String what) {
        List<String> lines = process.lastLogLines(LOG_LINES_MAX);
        String log = lines.isEmpty() ? "  (nothing)" : "  " + String.join("\n  ", lines);
        return new ServerStartException(process + " " + what + "; the end of " + process.logFile() + ":\n" + log);
    }
}
