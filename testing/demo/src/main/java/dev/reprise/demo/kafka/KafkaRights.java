package dev.reprise.demo.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Reads the rights of the users of Kafka from the file that ships, one right for each operation of a line.
 *
 * <p>Threading: stateless.
 */
public final class KafkaRights {

    private static final String FILE = "kafka-acls.txt";

    private KafkaRights() {}

    /**
     * Returns every right, in the order of the file.
     *
     * @param access the folder {@code deploy/access}
     * @param prefix goes before the name of each user and of what the user has a right on; may be empty
     */
    public static List<AclBinding> in(Path access, String prefix) {
        Path file = access.resolve(FILE);
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(line -> ofLine(line, prefix))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    private static Stream<AclBinding> ofLine(String line, String prefix) {
        String[] columns = line.split("\\s+", -1);
        var pattern = new ResourcePattern(
                ResourceType.valueOf(columns[1]), prefix + columns[3], PatternType.valueOf(columns[2]));
        return Stream.of(columns[4].split(",", -1))
                .map(operation -> new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                "User:" + prefix + columns[0],
                                "*",
                                AclOperation.valueOf(operation),
                                AclPermissionType.ALLOW)));
    }
}
