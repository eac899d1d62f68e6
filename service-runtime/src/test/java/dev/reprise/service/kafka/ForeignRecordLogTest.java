package dev.reprise.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.records.Foreign;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ForeignRecordLogTest {

    @Test
    void should_count_by_topic_and_kind_and_say_what_it_counts_when_records_are_passed_over() {
        // given
        var registry = new SimpleMeterRegistry();
        var log = new ForeignRecordLog(registry);

        // when
        log.passedOver("reprocess-jobs", Foreign.UNREADABLE, "no JSON");
        log.passedOver("reprocess-jobs", Foreign.UNREADABLE, "no JSON either");
        log.passedOver("reprocess-events", Foreign.UNREADABLE, "no JSON");

        // then
        Counter counter = registry.get("reprise.foreign.records")
                .tags("topic", "reprocess-jobs", "kind", "unreadable")
                .counter();
        assertThat(counter.count()).isEqualTo(2);
        assertThat(counter.getId().getDescription()).isEqualTo("Records that Reprise did not write and passed over");
    }
}
