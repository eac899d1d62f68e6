package dev.reprise.audit;

import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.livewriter.PayloadHash;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/**
 * Everything that is known of a few assets, in words and in order: how each was loaded, what live writers did to it by
 * the time of its writes, what the job did by rounds, and the row in the end. Goes through all sources once more.
 *
 * <p>Threading: one thread. Memory is bounded by {@link #LINES_MAX} lines an asset.
 */
final class AssetStories {

    /** Lines of one asset; more of them are counted. */
    static final int LINES_MAX = 200;

    private final Map<UUID, List<Line>> lines = new HashMap<>();

    /** Chapters, in the order of the story. */
    private enum Chapter {
        LOADED,
        LIVE,
        JOB,
        ROW
    }

    /**
     * A line.
     *
     * @param place write time, or twice the round
     */
    private record Line(Chapter chapter, long place, String words) {}

    private AssetStories() {}

    /** Tells the stories of some assets. */
    static Map<UUID, List<String>> of(Set<UUID> assets, LoadedRows loaded, Audit.Sources sources, JobFacts facts) {
        if (assets.isEmpty()) {
            return Map.of();
        }
        var stories = new AssetStories();
        assets.forEach(asset -> stories.lines.put(asset, new ArrayList<>()));
        assets.forEach(asset -> stories.loaded(asset, loaded));
        sources.log().forEach(stories::operation);
        stories.topics(sources.topics(), facts);
        sources.rows().forEach(row -> stories.add(row.assetId(), Chapter.ROW, 0, "in the end: " + RowWords.of(row)));
        Map<UUID, List<String>> told = new HashMap<>();
        stories.lines.forEach((asset, its) -> told.put(asset, told(its)));
        return told;
    }

    private static List<String> told(List<Line> lines) {
        List<String> told = new ArrayList<>();
        boolean row = lines.stream().anyMatch(line -> line.chapter() == Chapter.ROW);
        lines.stream()
                .sorted(Comparator.comparing(Line::chapter).thenComparing(Line::place))
                .limit(LINES_MAX)
                .forEach(line -> told.add(line.words()));
        if (lines.size() > LINES_MAX) {
            told.add("and " + (lines.size() - LINES_MAX) + " lines more");
        }
        if (!row) {
            told.add("in the end: no row");
        }
        return told;
    }

    private void loaded(UUID assetId, LoadedRows loaded) {
        OptionalLong index = loaded.indexOf(assetId);
        if (index.isEmpty()) {
            add(assetId, Chapter.LOADED, 0, "not loaded");
            return;
        }
        Operation.Write row = loaded.at(index.getAsLong());
        var partition = row.key().partition();
        String where = partition.assetType() + "/" + partition.bucket();
        add(assetId, Chapter.LOADED, 0, "loaded into " + where + ": " + words(row));
    }

    private void operation(LoggedOperation logged) {
        Operation operation = logged.operation();
        if (lines.containsKey(operation.key().assetId())) {
            String end = logged.acknowledged() ? " acknowledged" : " of unknown end";
            String words = words(operation) + end + " (" + logged.writer() + " #" + logged.sequence() + ")";
            add(operation.key().assetId(), Chapter.LIVE, operation.timestampMicros(), "live: " + words);
        }
    }

    private void topics(TopicReader topics, JobFacts facts) {
        topics.events(
                facts.job(),
                emitted -> add(
                        emitted.event().assetId(),
                        Chapter.JOB,
                        2L * emitted.round(),
                        "event of round " + emitted.round()));
        if (facts.outcomes()) {
            topics.outcomes(
                    facts.job(),
                    outcome -> add(
                            outcome.assetId(),
                            Chapter.JOB,
                            2L * outcome.round() + 1,
                            "outcome of round " + outcome.round() + ": " + outcome.outcome()));
        }
        topics.deadLetters(
                facts.job(),
                letter -> add(
                        letter.event().assetId(),
                        Chapter.JOB,
                        Long.MAX_VALUE,
                        "dead letter: " + letter.header(DeadLetterHeaders.STAGE) + ", "
                                + letter.header(DeadLetterHeaders.CAUSE) + ", "
                                + letter.header(DeadLetterHeaders.REASON)));
    }

    private void add(UUID assetId, Chapter chapter, long place, String words) {
        List<Line> known = lines.get(assetId);
        if (known != null) {
            known.add(new Line(chapter, place, words));
        }
    }

    private static String words(Operation operation) {
        String content = "";
        if (operation instanceof Operation.Write write) {
            content = " of version " + write.content().schemaVersion() + " with payload "
                    + PayloadHash.of(write.content().payload());
            content += write.ttlSeconds() == 0 ? "" : " for " + write.ttlSeconds() + " s";
        }
        Instant time = Instant.EPOCH.plus(operation.timestampMicros(), ChronoUnit.MICROS);
        return operation.getClass().getSimpleName() + content + " at " + operation.timestampMicros() + " µs (" + time
                + ")";
    }
}
