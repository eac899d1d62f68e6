package dev.reprise.localstack.audit;

import dev.reprise.localstack.livewriter.LoggedOperation;
import dev.reprise.localstack.livewriter.Operation;
import dev.reprise.localstack.livewriter.PayloadHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What live writers did to a few assets, in words.
 *
 * <p>Threading: one thread.
 */
final class OperationWords {

    private static final int OPERATIONS_MAX = 20;

    private OperationWords() {}

    /** Goes through a log once more for the sake of some assets; gives the first operations of each. */
    static Map<UUID, List<String>> of(Set<UUID> assets, LiveLog log) {
        Map<UUID, List<String>> words = new HashMap<>();
        if (assets.isEmpty()) {
            return words;
        }
        log.forEach(logged -> {
            UUID assetId = logged.operation().key().assetId();
            if (assets.contains(assetId)) {
                List<String> history = words.computeIfAbsent(assetId, id -> new ArrayList<>());
                if (history.size() < OPERATIONS_MAX) {
                    history.add(words(logged));
                }
            }
        });
        return words;
    }

    private static String words(LoggedOperation logged) {
        Operation operation = logged.operation();
        String kind = operation.getClass().getSimpleName();
        String content = operation instanceof Operation.Write write
                ? " of version " + write.content().schemaVersion() + " with payload "
                        + PayloadHash.of(write.content().payload())
                : "";
        return kind + content + " at " + operation.timestampMicros() + " µs "
                + (logged.acknowledged() ? "acknowledged" : "of unknown end") + " (" + logged.writer() + " #"
                + logged.sequence() + ")";
    }
}
