package dev.reprise.service.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortClientIdsTest {

    private static final String UUID = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    ShortClientIdsTest() {
        registry.config().meterFilter(new ShortClientIds());
    }

    private List<Tag> tags(String name, String value) {
        return registry.counter(name, "client.id", value, "topic", "t").getId().getTags();
    }

    @Test
    void should_take_the_uuid_out_when_kafka_has_put_one_into_a_name() {
        assertThat(tags("kafka.consumer.lag", "reprise-worker-" + UUID + "-StreamThread-2-consumer"))
                .containsExactly(Tag.of("client.id", "reprise-worker-StreamThread-2-consumer"), Tag.of("topic", "t"));
        assertThat(tags("kafka.stream.state", UUID)).contains(Tag.of("client.id", "-"));
    }

    @Test
    void should_leave_a_name_alone_when_it_has_no_uuid_or_is_not_of_kafka() {
        assertThat(tags("kafka.consumer.lag", "kafka-consumer-requests"))
                .contains(Tag.of("client.id", "kafka-consumer-requests"));
        assertThat(tags("reprise.worker.job.events", UUID)).contains(Tag.of("client.id", UUID));
    }
}
