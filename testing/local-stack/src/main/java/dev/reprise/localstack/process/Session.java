package dev.reprise.localstack.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Command prefixes that take a process out of this terminal's reach, so that Ctrl-C and a hangup come to the parent
 * alone, which ends its children in good order.
 */
final class Session {
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Session() {}

    /** A session of its own where the system has {@code setsid}, else {@code nohup}, which every POSIX system has. */
    static List<String> own() {
        return onPath("setsid").map(List::of).orElse(List.of("nohup"));
    }

    private static Optional<String> onPath(String program) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
        return PATH_SEPARATOR
                .splitAsStream(path)
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
