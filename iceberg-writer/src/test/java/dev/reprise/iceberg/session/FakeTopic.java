package dev.reprise.iceberg.session;

import dev.reprise.common.export.ExportedRow;
import dev.reprise.common.export.ExportedRowFormat;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.progress.TopicState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A topic in memory. Every record is a transaction of its own: its mark has the offset behind it. */
final class FakeTopic {

    private final Map<Integer, List<byte[]>> partitions = new TreeMap<>();
    private final Map<Integer, Long> begins = new TreeMap<>();
    private String id = "topic-1";

    FakeTopic(int count) {
        for (int partition = 0; partition < count; partition++) {
            partitions.put(partition, new ArrayList<>());
            begins.put(partition, 0L);
        }
    }

    void send(int partition, ExportedRow row) {
        send(partition, ExportedRowFormat.text(row));
    }

    void send(int partition, String value) {
        Objects.requireNonNull(partitions.get(partition)).add(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Deletes the oldest records of a partition. */
    void forget(int partition, int records) {
        begins.put(partition, 2L * records);
    }

    void makeAnew(String otherId) {
        id = otherId;
        partitions.values().forEach(List::clear);
        begins.replaceAll((partition, begin) -> 0L);
    }

    /** Returns a reader. */
    ExportTopic reader() {
        return new Reader();
    }

    private final class Reader implements ExportTopic {

        private final Map<Integer, Long> next = new HashMap<>();
        private String readId = "";

        @Override
        public TopicState state() {
            return new TopicState("reprise-export", id, begins);
        }

        @Override
        public void start(ReadPositions from) {
            readId = from.topicId();
            next.putAll(from.next());
        }

        @Override
        public List<ExportEntry> poll() {
            List<ExportEntry> found = new ArrayList<>();
            next.replaceAll((partition, from) -> {
                List<byte[]> records = Objects.requireNonNull(partitions.get(partition));
                for (long offset = from + from % 2; offset < 2L * records.size(); offset += 2) {
                    byte[] value = records.get((int) (offset / 2));
                    found.add(new ExportEntry(partition, offset, 1_000 + offset, new byte[] {'k'}, value));
                }
                return Math.max(from, 2L * records.size());
            });
            return found;
        }

        @Override
        public ReadPositions positions() {
            return new ReadPositions(readId, next);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
