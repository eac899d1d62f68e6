package dev.reprise.audit;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.event.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A dead letter as it stands in the topic.
 *
 * <p>Threading: immutable.
 *
 * @param event the event that failed
 * @param headers its headers as text
 */
public record DeadLetter(AssetEvent event, Map<String, String> headers) {

    private static final List<String> WORDS = List.of(
            DeadLetterHeaders.REASON,
            DeadLetterHeaders.CAUSE,
            DeadLetterHeaders.TOPIC,
            DeadLetterHeaders.FINGERPRINT,
            DeadLetterHeaders.STAGE);

    private static final List<String> NUMBERS =
            List.of(DeadLetterHeaders.PARTITION, DeadLetterHeaders.OFFSET, DeadLetterHeaders.ATTEMPTS);

    public DeadLetter {
        Objects.requireNonNull(event, "event");
        headers = Map.copyOf(headers);
    }

    /** Returns the names of the headers that are missing or make no sense. */
    List<String> wrongHeaders() {
        List<String> wrong = new ArrayList<>();
        for (String name : WORDS) {
            if (header(name).isBlank()) {
                wrong.add(name);
            }
        }
        for (String name : NUMBERS) {
            if (!header(name).matches("\\d{1,18}")) {
                wrong.add(name);
            }
        }
        String stage = header(DeadLetterHeaders.STAGE);
        if (!stage.isBlank()
                && Arrays.stream(Stage.values()).noneMatch(one -> one.word().equals(stage))) {
            wrong.add(DeadLetterHeaders.STAGE);
        }
        return wrong;
    }

    /** Returns whether the payload alone was at fault, so that the same payload must fail wherever it is tried. */
    boolean isAboutContent() {
        String stage = header(DeadLetterHeaders.STAGE);
        return stage.equals(Stage.MIGRATE.word()) || stage.equals(Stage.VALIDATE.word());
    }

    /** Returns a header, or an empty text when it is missing. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
