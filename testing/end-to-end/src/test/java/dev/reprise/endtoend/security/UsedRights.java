package dev.reprise.endtoend.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;

/**
 * What a broker allowed and denied by which right, as its authorizer notes in the log at the level DEBUG.
 *
 * <p>Threading: one thread.
 */
final class UsedRights {

    private static final Pattern DECISION =
            Pattern.compile("Principal = User:(\\S+) is (Allowed|Denied) operation = (\\S+)"
                    + " from host = \\S+ on resource = (\\S+) for request = (\\S+) .*based on rule (.*)");

    private static final Pattern RIGHT = Pattern.compile(
            "resourceType=(\\w+), resourceName='?([^,']+)'?, patternType=(\\w+), principal='?User:([^,']+)'?, host='?\\*'?,"
                    + " operation=(\\w+)");

    private final Path log;
    private final String prefix;

    /**
     * Reads nothing yet.
     *
     * @param prefix of the users that are of interest
     */
    UsedRights(Path log, String prefix) {
        this.log = log;
        this.prefix = prefix;
    }

    /** Returns a right as one line. */
    static String line(AclBinding right) {
        return String.join(
                " ",
                right.entry().principal().substring("User:".length()),
                right.pattern().resourceType().name(),
                right.pattern().patternType().name(),
                right.pattern().name(),
                right.entry().operation().name());
    }

    /** Returns the rights by which anything was allowed. */
    Set<String> used() {
        return decisions("Allowed").stream()
                .map(decision -> RIGHT.matcher(decision.group(6)))
                .filter(Matcher::find)
                .map(right -> String.join(
                        " ", right.group(4), right.group(1), right.group(3), right.group(2), right.group(5)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns what was denied, as user, operation, what it is on, and request. */
    List<String> denied() {
        return decisions("Denied").stream()
                .map(decision ->
                        String.join(" ", decision.group(1), decision.group(3), decision.group(4), decision.group(5)))
                .toList();
    }

    private List<Matcher> decisions(String kind) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("Principal = User:" + prefix) && line.contains(" is " + kind))
                    .map(DECISION::matcher)
                    .filter(Matcher::find)
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
