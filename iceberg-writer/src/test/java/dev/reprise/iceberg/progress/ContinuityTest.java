package dev.reprise.iceberg.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuityTest {

    private static final Continuity STRICT = new Continuity(Optional.empty());

    private static TopicState topic(String id, long... begins) {
        Map<Integer, Long> byPartition = new TreeMap<>();
        for (int partition = 0; partition < begins.length; partition++) {
            byPartition.put(partition, begins[partition]);
        }
        return new TopicState("reprise-export", id, byPartition);
    }

    private static ReadPositions read(String id, long first, long second) {
        return new ReadPositions(id, Map.of(0, first, 1, second));
    }

    @Test
    void should_go_on_where_the_tables_end() {
        assertThat(STRICT.from(read("a", 7, 9), topic("a", 7, 3))).isEqualTo(read("a", 7, 9));
    }

    @Test
    void should_begin_at_the_beginning_when_nothing_was_read_or_a_partition_is_new() {
        assertThat(STRICT.from(ReadPositions.none("a"), topic("a", 0, 0))).isEqualTo(read("a", 0, 0));
        assertThat(STRICT.from(read("a", 7, 9), topic("a", 1, 1, 0)).next()).containsEntry(2, 0L);
    }

    @Test
    void should_refuse_when_rows_were_deleted_before_they_were_read() {
        assertThatThrownBy(() -> STRICT.from(read("a", 7, 9), topic("a", 7, 10)))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "the topic reprise-export begins at offset 10 in partition 1, but was read up to 9 only: rows"
                                + " were deleted before they were read. Export them again. To go on without them, set"
                                + " reprise.export.accept-loss=a:16 and restart");
        assertThatThrownBy(() -> STRICT.from(ReadPositions.none("a"), topic("a", 0, 1)))
                .hasMessageContaining("read up to 0 only");
    }

    @Test
    void should_refuse_when_the_topic_was_made_anew() {
        assertThatThrownBy(() -> STRICT.from(read("a", 7, 9), topic("b", 0, 0)))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "the topic reprise-export was made anew: its id is b, and the tables go on from the topic with"
                                + " the id a. Rows that were only in the old topic are lost; export them again. To go on without"
                                + " them, set reprise.export.accept-loss=b:16 and restart");
    }

    @Test
    void should_go_on_without_them_when_a_person_has_accepted_this_loss() {
        assertThat(new Continuity(Optional.of("a:16")).from(read("a", 7, 9), topic("a", 7, 12)))
                .isEqualTo(read("a", 7, 12));
        assertThat(new Continuity(Optional.of("b:16")).from(read("a", 7, 9), topic("b", 2, 0)))
                .isEqualTo(read("b", 2, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:15", "b:16", "true", "16"})
    void should_refuse_when_another_loss_was_accepted(String accepted) {
        assertThatThrownBy(() -> new Continuity(Optional.of(accepted)).from(read("a", 7, 9), topic("a", 7, 12)))
                .isInstanceOf(RefusedException.class);
    }
}
