package dev.reprise.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class QuietClientsTest {

    private static final Duration ASKED = Duration.ofMillis(20);

    /** Nobody answers there, and nobody waits for that. */
    private static final Map<String, Object> CONFIG = Map.of("bootstrap.servers", "127.0.0.1:1", "max.block.ms", 0);

    private final AtomicLong now = new AtomicLong();
    private final QuietClients clients = new QuietClients(now::get);

    @Test
    void should_be_calm_no_more_when_a_record_is_sent() {
        now.addAndGet(StreamActivity.CALM_AFTER.toNanos());
        assertThat(clients.activity().waitFor(ASKED)).isEqualTo(StreamActivity.CALM_WAIT);

        try (var producer = clients.getProducer(CONFIG)) {
            assertThat(producer.send(new ProducerRecord<>("topic", new byte[0]), (metadata, failure) -> {}))
                    .as("there is no broker")
                    .failsWithin(Duration.ofMinutes(1));
        }

        assertThat(clients.activity().waitFor(ASKED)).isEqualTo(ASKED);
    }

    @Test
    void should_make_consumers_that_wait_as_the_stream_is() {
        try (var consumer = clients.getConsumer(CONFIG);
                var ofJobView = clients.getGlobalConsumer(CONFIG)) {
            assertThat(List.of(consumer, ofJobView)).hasOnlyElementsOfType(QuietConsumer.class);
        }
    }

    @Test
    void should_wait_as_long_as_it_is_told_to_instead_of_as_asked() {
        List<Duration> asked = new ArrayList<>();
        try (var consumer = new QuietConsumer(
                CONFIG,
                wait -> {
                    asked.add(wait);
                    return Duration.ZERO;
                },
                clients.activity())) {
            consumer.assign(List.of(new TopicPartition("topic", 0)));

            // Without a broker it would not come back for a day.
            assertThat(consumer.poll(Duration.ofDays(1))).isEmpty();
        }
        assertThat(asked).containsExactly(Duration.ofDays(1));
    }
}
