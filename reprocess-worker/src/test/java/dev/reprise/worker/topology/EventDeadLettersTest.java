package dev.reprise.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.DeadLetterHeaders;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** What the headers of an event become when it fails. */
class EventDeadLettersTest extends TaskFixture {

    @Test
    void should_keep_what_leads_back_to_the_emitter_and_not_where_a_run_began() {
        mayExist = false;
        event(
                "unknown",
                1,
                Map.of(AssetEvent.ROUND_HEADER, "2", AssetEvent.ID_SHARD_HEADER, "7", AssetEvent.RUN_HEADER, ""));
        nanos += Duration.ofSeconds(11).toNanos();
        tick();

        assertThat(deadLetters())
                .singleElement(InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry(AssetEvent.ROUND_HEADER, "2")
                .containsEntry(AssetEvent.ID_SHARD_HEADER, "7")
                .containsEntry(DeadLetterHeaders.CAUSE, "UnknownJob")
                .doesNotContainKey(AssetEvent.RUN_HEADER);
    }
}
