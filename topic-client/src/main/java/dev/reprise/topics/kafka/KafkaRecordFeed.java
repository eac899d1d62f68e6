package dev.reprise.topics.kafka;

import dev.reprise.common.records.RecordReader;
import dev.reprise.topics.RecordFeed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads on in a topic.
 *
 * <p>Threading: one thread, which blocks.
 *
 * @param <T> what a record says
 */
final class KafkaRecordFeed<T> implements RecordFeed<T> {

    private final TopicTail topic;
    private final RecordReader<T> reader;
    private final Predicate<T> wanted;
    private final KafkaAnswers answers;

    /** Reads from where the topic stands; closes it with itself. */
    KafkaRecordFeed(TopicTail topic, RecordReader<T> reader, Predicate<T> wanted, KafkaAnswers answers) {
        this.topic = topic;
        this.reader = reader;
        this.wanted = wanted;
        this.answers = answers;
    }

    @Override
    public List<T> poll(Duration atMost) {
        return answers.reading(() -> {
            List<T> found = new ArrayList<>();
            topic.poll(
                    atMost,
                    record -> TopicTail.read(reader, record).filter(wanted).ifPresent(found::add));
            return found;
        });
    }

    @Override
    public void close() {
        topic.close();
    }
}
