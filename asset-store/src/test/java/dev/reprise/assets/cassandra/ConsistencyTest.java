package dev.reprise.assets.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistencyTest {

    @ParameterizedTest
    @EnumSource(
            value = DefaultConsistencyLevel.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ANY", "SERIAL", "LOCAL_SERIAL"})
    void should_accept_the_level_when_reads_and_writes_both_understand_it(DefaultConsistencyLevel level) {
        // when / then
        assertThat(Consistency.of(level.name()).level()).isEqualTo(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ANY", "SERIAL", "LOCAL_SERIAL", "local_quorum", "MOST"})
    void should_refuse_the_level_when_reads_or_writes_would_fail_with_it(String level) {
        // when / then
        assertThatThrownBy(() -> Consistency.of(level))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("is not a consistency level that both reads and writes understand, such as LOCAL_QUORUM");
    }
}
