package dev.reprise.localstack.daemon;

import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.StackAddresses;
import java.util.Map;
import java.util.Optional;

/**
 * What became of the stack in the background.
 *
 * @param stack where its servers are; empty when no daemon runs
 * @param answers for each server whether it answered just now; empty when no daemon runs
 */
public record StackStatus(Optional<StackAddresses> stack, Map<ServerKind, Boolean> answers) {
    public StackStatus {
        answers = Map.copyOf(answers);
    }

    static StackStatus down() {
        return new StackStatus(Optional.empty(), Map.of());
    }

    /** Whether a daemon runs; its servers may be dead all the same. */
    public boolean isUp() {
        return stack.isPresent();
    }

    /** Whether a daemon runs and every server answered. */
    public boolean isHealthy() {
        return isUp() && !answers.containsValue(false);
    }
}
