package dev.reprise.reindex.elasticsearch;

import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.processor.Applied;
import dev.reprise.reindex.DocumentWrite;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Documents that go together, over several attempts, and what has become of each so far.
 *
 * <p>Threading: one stage after the other; each sees what the ones before have noted.
 */
final class Delivery {

    private static final Applied UNCHANGED = new Applied.Done(Outcome.UNCHANGED);

    private static final String THEN = ", then resume the job";

    private final List<DocumentWrite> documents;
    private final @Nullable Applied[] results;
    /** What comes of each asset if its row is there. */
    private final Map<UUID, Applied> unchecked = new HashMap<>();

    private boolean isUnsure;
    private @Nullable String again;

    /** Nothing has been sent yet. */
    Delivery(List<DocumentWrite> documents) {
        this.documents = List.copyOf(documents);
        this.results = new @Nullable Applied[documents.size()];
    }

    /** Returns what has no answer yet. */
    List<DocumentWrite> open() {
        return openPositions().mapToObj(documents::get).toList();
    }

    private IntStream openPositions() {
        return IntStream.range(0, results.length)
                .filter(i -> results[i] == null
                        && !unchecked.containsKey(documents.get(i).assetId()));
    }

    /** Returns the documents whose rows have still to be looked for. */
    List<DocumentWrite> unchecked() {
        return documents.stream()
                .filter(document -> unchecked.containsKey(document.assetId()))
                .toList();
    }

    /** Returns what may be in an index although its row is gone, without versions; to be asked when the delivery is given up. */
    List<DocumentWrite> doubtful() {
        Stream<DocumentWrite> mayBeThere =
                isUnsure ? Stream.concat(unchecked().stream(), open().stream()) : unchecked().stream();
        return mayBeThere
                .map(document -> DocumentWrite.gone(document.assetId(), document.index()))
                .toList();
    }

    /** Notes that a request has ended without an answer: it may have been carried out, or may be yet. */
    void unsure() {
        isUnsure = true;
    }

    /**
     * Notes that the rows of what was unchecked are there, except some.
     *
     * @param removed what became of the documents of those
     */
    void checked(Map<UUID, Applied> removed) {
        for (int i = 0; i < results.length; i++) {
            DocumentWrite document = documents.get(i);
            Applied present = unchecked.remove(document.assetId());
            if (present != null) {
                results[i] = removed.getOrDefault(document.assetId(), present);
            }
        }
    }

    /** Returns the indexes of what has no answer yet. */
    Set<String> indexes() {
        return open().stream().map(DocumentWrite::index).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Notes that nothing can be sent to an index, and why. */
    void refuse(String index, String reason) {
        openPositions()
                .filter(i -> documents.get(i).index().equals(index))
                .forEach(i -> results[i] = new Applied.Refused(reason + THEN));
    }

    /** Notes that nothing can be sent, and why. */
    void refuse(String reason) {
        openPositions().forEach(i -> results[i] = new Applied.Refused(reason + THEN));
    }

    /**
     * Notes the answers to what was open.
     *
     * @param answers in the order of {@link #open()}
     */
    void answered(List<ItemAnswer> answers) {
        again = null;
        int[] open = openPositions().toArray();
        for (int i = 0; i < answers.size(); i++) {
            results[open[i]] =
                    answers.get(i).as(new Cases(documents.get(open[i]))).orElse(null);
        }
    }

    /** Returns why something has to be sent again; empty when all is answered. */
    Optional<String> again() {
        return Optional.ofNullable(again);
    }

    /** Returns what became of each; to be called when nothing is open. */
    List<Applied> results() {
        return Arrays.stream(results).map(Objects::requireNonNull).toList();
    }

    /** Returns the same by asset. */
    Map<UUID, Applied> resultsById() {
        Map<UUID, Applied> byId = new HashMap<>();
        List<Applied> all = results();
        for (int i = 0; i < all.size(); i++) {
            byId.put(documents.get(i).assetId(), all.get(i));
        }
        return byId;
    }

    /** What becomes of a document; nothing yet where it is empty. */
    private final class Cases implements ItemAnswer.Cases<Optional<Applied>> {
        private final DocumentWrite document;

        Cases(DocumentWrite document) {
            this.document = document;
        }

        @Override
        public Optional<Applied> done(boolean isNew) {
            if (document.payload() == null) {
                return Optional.of(Applied.GONE);
            }
            // What is written over may be the one that a request without an answer has created.
            boolean mayBeNew = isNew || (isUnsure && document.overwrites());
            return mayBeNew ? unchecked(Applied.CHANGED) : Optional.of(Applied.CHANGED);
        }

        @Override
        public Optional<Applied> newer() {
            if (document.payload() == null) {
                return Optional.of(Applied.GONE);
            }
            // It may be the one that a request without an answer has brought.
            return isUnsure ? unchecked(UNCHANGED) : Optional.of(UNCHANGED);
        }

        private Optional<Applied> unchecked(Applied present) {
            unchecked.put(document.assetId(), present);
            return Optional.empty();
        }

        @Override
        public Optional<Applied> again(String why) {
            again = why;
            return Optional.empty();
        }

        @Override
        public Optional<Applied> refused(Failure failure) {
            return Optional.of(new Applied.Failed(failure));
        }

        @Override
        public Optional<Applied> fatal(String reason) {
            return Optional.of(new Applied.Refused(reason + THEN));
        }
    }
}
