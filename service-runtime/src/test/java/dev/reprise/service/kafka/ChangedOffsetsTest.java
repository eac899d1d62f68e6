package dev.reprise.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A commit that changes nothing is left out, and no other. */
class ChangedOffsetsTest {

    private static final TopicPartition ZERO = new TopicPartition("events", 0);
    private static final TopicPartition ONE = new TopicPartition("events", 1);

    private final ChangedOffsets offsets = new ChangedOffsets();

    private static ConsumerGroupMetadata member(int generation) {
        return new ConsumerGroupMetadata("workers", generation, "worker-1", Optional.empty());
    }

    private static OffsetAndMetadata at(long offset) {
        return new OffsetAndMetadata(offset, "");
    }

    private boolean commit(Map<TopicPartition, OffsetAndMetadata> now, int generation) {
        boolean isNews = offsets.add(now, member(generation));
        assertThat(offsets.isEmpty()).isEqualTo(!isNews);
        offsets.committed();
        return isNews;
    }

    @Test
    void should_leave_out_offsets_that_are_committed_already() {
        assertThat(commit(Map.of(ZERO, at(5), ONE, at(7)), 1)).isTrue();

        assertThat(commit(Map.of(ZERO, at(5), ONE, at(7)), 1)).isFalse();
        assertThat(commit(Map.of(ONE, at(7)), 1)).isFalse();
        assertThat(commit(Map.of(ZERO, at(5), ONE, at(8)), 1)).isTrue();
        assertThat(commit(Map.of(ZERO, at(5), ONE, at(8)), 1)).isFalse();
    }

    @Test
    void should_commit_all_offsets_when_something_was_sent_although_they_have_not_moved() {
        commit(Map.of(ZERO, at(5)), 1);
        offsets.sent();

        assertThat(commit(Map.of(ZERO, at(5)), 1)).isTrue();
        assertThat(commit(Map.of(ZERO, at(5)), 1)).isFalse();
    }

    @Test
    void should_commit_offsets_again_when_what_held_them_was_aborted() {
        assertThat(offsets.add(Map.of(ZERO, at(5)), member(1))).isTrue();
        offsets.aborted();

        assertThat(commit(Map.of(ZERO, at(5)), 1)).isTrue();
    }

    @Test
    void should_commit_offsets_again_when_the_group_has_been_divided_anew() {
        commit(Map.of(ZERO, at(5)), 1);

        assertThat(commit(Map.of(ZERO, at(5)), 2))
                .as("another member may have committed meanwhile")
                .isTrue();
        assertThat(commit(Map.of(ZERO, at(5)), 2)).isFalse();
    }

    @Test
    void should_commit_offsets_when_only_what_is_kept_with_them_has_changed() {
        commit(Map.of(ZERO, new OffsetAndMetadata(5, "a")), 1);

        assertThat(commit(Map.of(ZERO, new OffsetAndMetadata(5, "b")), 1)).isTrue();
    }
}
