package dev.reprise.endtoend.config;

import dev.reprise.common.topic.TopicSpec;
import dev.reprise.common.topic.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the table of the topics; what a topic contains is written by hand in the last column, and kept. */
final class TopicTable {

    private static final int COLUMNS = 4;

    private static final int MEBI = 1024 * 1024;

    /** Stands for a number of partitions that is configured; no topic has as many by itself. */
    private static final int CONFIGURED = 999;

    private TopicTable() {}

    /**
     * Returns the table in Markdown.
     *
     * @param written the table as it is in the document
     */
    static String of(List<TopicSpec> topics, String written) {
        return topics.stream()
                .map(topic -> row(topic, content(topic.name(), written)))
                .collect(Collectors.joining(
                        "\n",
                        """
                        | topic | partitions | kept | content |
                        |---|---|---|---|
                        """,
                        ""));
    }

    /** Returns the topics of a deployment without prefix. */
    static List<TopicSpec> topics() {
        var topics = new Topics("");
        return Stream.concat(topics.all(CONFIGURED).stream(), Stream.of(topics.exportSpec(CONFIGURED)))
                .toList();
    }

    /** Returns the settings that compacted topics need beside their policy. */
    static String compaction(List<TopicSpec> topics) {
        Map<String, String> settings = new TreeMap<>(topics.stream()
                .filter(TopicTable::isCompacted)
                .findFirst()
                .orElseThrow()
                .settings());
        settings.remove("cleanup.policy");
        return settings.entrySet().stream()
                .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                .collect(Collectors.joining(", "));
    }

    private static String row(TopicSpec topic, String content) {
        String partitions = topic.partitions() == CONFIGURED ? "n" : Integer.toString(topic.partitions());
        return "| `" + topic.name() + "` | " + partitions + " | " + kept(topic) + " | " + content + " |";
    }

    private static String kept(TopicSpec topic) {
        String largest = topic.settings().get("max.message.bytes");
        String records = largest == null ? "" : ", records up to " + Long.parseLong(largest) / MEBI + " MiB";
        if (isCompacted(topic)) {
            return "compacted" + records;
        }
        long millis = Long.parseLong(topic.settings().getOrDefault("retention.ms", "-1"));
        return (millis < 0 ? "for ever" : Duration.ofMillis(millis).toDays() + " days") + records;
    }

    private static boolean isCompacted(TopicSpec topic) {
        return "compact".equals(topic.settings().get("cleanup.policy"));
    }

    private static String content(String topic, String written) {
        return written.lines()
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::trim).toList())
                .filter(cells -> cells.size() > COLUMNS && cells.get(1).equals("`" + topic + "`"))
                .map(cells -> cells.get(COLUMNS))
                .filter(content -> !content.isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError(topic + " has no words: add the line | `" + topic
                        + "` | | | what it contains | to docs/topics.md"));
    }
}
