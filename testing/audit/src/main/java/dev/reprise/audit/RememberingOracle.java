package dev.reprise.audit;

import dev.reprise.workload.livewriter.VersionedPayload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the last answers of an oracle: the editions of a film have one payload, and each row asks more than once.
 *
 * <p>Threading: one thread. Memory is {@link #ANSWERS_MAX} payloads before and after, about 10 MB for films.
 */
final class RememberingOracle implements MigrationOracle {

    /** More than there are films. */
    private static final int ANSWERS_MAX = 5000;

    private final MigrationOracle oracle;
    private final Map<Question, Optional<String>> answers = new LinkedHashMap<>(ANSWERS_MAX, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Optional<String>> eldest) {
            return size() > ANSWERS_MAX;
        }
    };

    private record Question(String assetType, VersionedPayload before) {}

    RememberingOracle(MigrationOracle oracle) {
        this.oracle = oracle;
    }

    @Override
    public Optional<String> afterMigration(String assetType, VersionedPayload before) {
        var question = new Question(assetType, before);
        Optional<String> known = answers.get(question);
        if (known != null) {
            return known;
        }
        Optional<String> answer = oracle.afterMigration(assetType, before);
        answers.put(question, answer);
        return answer;
    }
}
