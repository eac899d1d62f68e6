package dev.reprise.iceberg.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadPositionsTest {

    private static final ReadPositions POSITIONS = new ReadPositions("id", Map.of(10, 5L, 2, 7L));

    @Test
    void should_be_the_same_after_it_was_stored() {
        assertThat(POSITIONS.properties())
                .isEqualTo(Map.of("reprise.export.topic-id", "id", "reprise.export.offsets", "2=7,10=5"));
        assertThat(ReadPositions.of(POSITIONS.properties())).contains(POSITIONS);
        assertThat(ReadPositions.of(ReadPositions.none("id").properties())).contains(ReadPositions.none("id"));
        assertThat(ReadPositions.of(Map.of("owner", "ana"))).isEmpty();
    }

    @Test
    void should_cover_what_is_before_the_next_offset() {
        assertThat(POSITIONS.covers(2, 6)).isTrue();
        assertThat(POSITIONS.covers(2, 7)).isFalse();
        assertThat(POSITIONS.covers(3, 0)).isFalse();
    }

    @Test
    void should_take_the_further_of_both_in_each_partition() {
        assertThat(POSITIONS
                        .furthest(new ReadPositions("id", Map.of(2, 3L, 10, 6L, 11, 1L)))
                        .next())
                .isEqualTo(Map.of(2, 7L, 10, 6L, 11, 1L));
        assertThatThrownBy(() -> POSITIONS.furthest(ReadPositions.none("other")))
                .hasMessage("positions of two topics");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1=x", "=", "1=2,1=3", "1=2;3=4", ","})
    void should_refuse_what_somebody_has_changed(String offsets) {
        assertThatThrownBy(() -> ReadPositions.of(Map.of(ReadPositions.TOPIC_ID, "id", ReadPositions.OFFSETS, offsets)))
                .hasMessageStartingWith("the property reprise.export.offsets is not of the form");
    }
}
