package dev.reprise.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The users that are objects of Strimzi have the rights of {@code deploy/access/kafka-acls.txt}, which services are run with. */
class AccessTest {

    @Test
    void should_give_the_rights_that_are_tried() throws IOException {
        // given
        List<String> lines = new ArrayList<>();
        for (String file : List.of("access/kafka-acls.txt", "access/kafka-acls-export.txt")) {
            lines.addAll(Files.readAllLines(Manifests.DEPLOY.resolve(file)));
        }
        Set<String> tried = lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+"))
                .flatMap(line -> rights(line[0] + " " + line[1] + " " + line[2], line[3], List.of(line[4].split(","))))
                .collect(Collectors.toCollection(TreeSet::new));

        // when
        Set<String> given = Manifests.rendered("production.yaml")
                .all("KafkaUser")
                .flatMap(user -> user.each("/spec/authorization/acls").stream().flatMap(acl -> rights(user, acl)))
                .collect(Collectors.toCollection(TreeSet::new));

        // then
        assertThat(given).isNotEmpty().isEqualTo(tried);
    }

    private static Stream<String> rights(Manifest user, JsonNode acl) {
        JsonNode resource = acl.path("resource");
        String name = resource.path("name").asText();
        List<String> operations = Manifest.elements(acl.path("operations")).stream()
                .map(operation -> operation.asText().toUpperCase(Locale.ROOT))
                .toList();
        String type = resource.path("type").asText().equals("transactionalId")
                ? "TRANSACTIONAL_ID"
                : resource.path("type").asText().toUpperCase(Locale.ROOT);
        String pattern = resource.path("patternType").asText().equals("prefix") ? "PREFIXED" : "LITERAL";
        return rights(user.name() + " " + type + " " + pattern, name, operations);
    }

    /** Returns each right by itself, in the words of Kafka. */
    private static Stream<String> rights(String owner, String name, List<String> operations) {
        return operations.stream().map(operation -> owner + " " + name + " " + operation);
    }
}
