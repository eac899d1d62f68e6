package dev.reprise.audit;

import java.util.List;
import java.util.Objects;

/**
 * A kind of violation that was found.
 *
 * <p>Threading: immutable.
 *
 * @param violation which kind
 * @param count how often
 * @param examples the first few, in words, without payloads; one that concerns an asset is a block of lines, which tells
 *     its whole history
 */
public record Finding(Violation violation, long count, List<String> examples) {
    public Finding {
        Objects.requireNonNull(violation, "violation");
        examples = List.copyOf(examples);
    }
}
