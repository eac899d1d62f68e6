package dev.reprise.demo.stack;

import dev.reprise.common.wire.Json;
import dev.reprise.localstack.stack.StackAddresses;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** How a stack is told of. */
final class StackWords {

    private StackWords() {}

    /** Returns the addresses in lines, or in one line of JSON as in {@code stack.json}. */
    static List<String> addresses(StackAddresses addresses, boolean json) {
        return json
                ? List.of(new String(Json.bytes(addresses), StandardCharsets.UTF_8))
                : List.of(
                        "kafka " + addresses.kafka(),
                        "cassandra " + addresses.cassandra(),
                        "elasticsearch " + addresses.elasticsearch());
    }
}
