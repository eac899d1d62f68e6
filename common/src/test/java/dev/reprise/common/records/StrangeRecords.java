package dev.reprise.common.records;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Records that strangers, mistakes and other releases leave in the topics of a deployment, from a seed. Each is foreign to
 * its topic by the topic's own reader, so that none of them may have any effect on a job.
 */
public final class StrangeRecords {

    /** Most sound records stay foreign after one or two changes; this many never all fail. */
    private static final int ATTEMPTS_MAX = 1_000;

    private static final List<String> VALUES = List.of(
            "null",
            "[]",
            "{}",
            "true",
            "\"x\"",
            "\"\"",
            "0",
            "-1",
            "1e2147483648",
            "1e-2147483648",
            "[[",
            "{\"a\":",
            "NaN",
            "9".repeat(2_000),
            "[".repeat(3_000),
            "{\"a\":".repeat(3_000),
            "\"" + "x".repeat(300_000) + "\"");

    private static final List<String> FIELDS = List.of(
            "null",
            "\"\"",
            "\"x\"",
            "-1",
            "-9223372036854775808",
            "9223372036854775808",
            "1e2147483648",
            "[]",
            "{}",
            "true",
            "\"\\ud800\"",
            "\"a/b\"",
            "\"" + "x".repeat(70_000) + "\"",
            "99",
            "2147483648",
            "[null]",
            "{\"a\":{\"a\":{}}}",
            "1.5",
            "\"1677-01-01T00:00:00Z\"",
            "\"+1000000000-12-31T23:59:59Z\"");

    private static final List<String> HEADERS = List.of(
            AssetEvent.ROUND_HEADER,
            AssetEvent.ID_SHARD_HEADER,
            AssetEvent.RUN_HEADER,
            DeadLetterHeaders.CAUSE,
            DeadLetterHeaders.FINGERPRINT,
            "another",
            "x".repeat(70_000));

    private static final List<String> TEXTS =
            List.of("", "x", "-1", "0", "16", "99999999999", "1.5", "\u0661", "\u0000", " 1", "MalformedEvent");

    private final Random random;
    private final Map<String, TopicRecord> sound;
    private final Map<String, RecordReader<?>> readers = new LinkedHashMap<>();

    /**
     * Creates the generator.
     *
     * @param job a job that the records seem to speak of
     */
    public StrangeRecords(long seed, Topics topics, String job) {
        this.random = new Random(seed);
        this.sound = SoundRecords.of(topics, job);
        var all = new TopicReaders(topics, ForeignRecords.UNNOTICED);
        List.of(
                        all.jobs(),
                        all.slices(),
                        all.progress(),
                        all.audit(),
                        all.rejections(),
                        all.events(),
                        all.unmigrated(),
                        all.deadLetters(),
                        all.outcomes(),
                        all.previews())
                .forEach(reader -> readers.put(reader.topic(), reader));
    }

    /** Returns the topics that it makes records for. */
    public List<String> topics() {
        return List.copyOf(readers.keySet());
    }

    /** Makes the next record that is foreign to a topic. */
    public TopicRecord next(String topic) {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            TopicRecord record = any(topic);
            RecordReader<?> reader = readers.get(topic);
            if (reader != null && record.readBy(reader).isEmpty()) {
                return record;
            }
        }
        throw new AssertionError("nothing is foreign to " + topic);
    }

    /** Makes the next record of a topic, which may happen to be sound. */
    TopicRecord any(String topic) {
        TopicRecord record = sound.get(topic);
        if (record == null) {
            throw new IllegalArgumentException("there is no topic " + topic);
        }
        for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
            record = changed(record);
        }
        return record;
    }

    private TopicRecord changed(TopicRecord record) {
        return switch (random.nextInt(12)) {
            case 0 -> record.withValue(null);
            case 1 -> record.withKey(null);
            case 2 -> record.withValue(new byte[0]);
            case 3 -> record.withValue(bytes(300));
            case 4 -> record.withValue(oneOf(VALUES).getBytes(UTF_8));
            case 5 -> record.withValue(oneOf(new ArrayList<>(sound.values())).value());
            case 6 -> record.withValue(cutOff(record.value()));
            case 7 ->
                record.withKey(random.nextBoolean() ? bytes(40) : oneOf(TEXTS).getBytes(UTF_8));
            case 8 ->
                record.with(
                        oneOf(HEADERS),
                        random.nextInt(4) == 0 ? null : oneOf(TEXTS).getBytes(UTF_8));
            case 9 ->
                record.withValue(record.value() == null ? null : new String(record.value(), UTF_8).getBytes(UTF_16));
            default -> record.withValue(withStrangeField(record.value()));
        };
    }

    private byte[] withStrangeField(byte @Nullable [] value) {
        JsonNode tree = json(value);
        if (!(tree instanceof ObjectNode object) || object.isEmpty()) {
            return bytes(20);
        }
        ObjectNode owner = object;
        List<String> names = new ArrayList<>();
        owner.fieldNames().forEachRemaining(names::add);
        String name = oneOf(names);
        if (owner.get(name) instanceof ObjectNode inner && !inner.isEmpty() && random.nextBoolean()) {
            owner = inner;
            names.clear();
            owner.fieldNames().forEachRemaining(names::add);
            name = oneOf(names);
        }
        if (random.nextInt(4) == 0) {
            owner.remove(name);
            return Json.bytes(object);
        }
        // As text: not everything that can be posted has a place in a tree.
        owner.put(name, "@@@");
        return new String(Json.bytes(object), UTF_8)
                .replace("\"@@@\"", oneOf(FIELDS))
                .getBytes(UTF_8);
    }

    private static JsonNode json(byte @Nullable [] value) {
        try {
            return value == null ? MissingNode.getInstance() : Json.read(value, JsonNode.class);
        } catch (RuntimeException notJson) {
            return MissingNode.getInstance();
        }
    }

    private byte @Nullable [] cutOff(byte @Nullable [] value) {
        return value == null || value.length == 0 ? value : Arrays.copyOf(value, random.nextInt(value.length));
    }

    private byte[] bytes(int lengthMax) {
        byte[] bytes = new byte[random.nextInt(lengthMax)];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
