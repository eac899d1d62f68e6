package dev.reprise.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.config.Settings;
import dev.reprise.common.config.WrongSettingsException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerSettingsTest {

    @Test
    void should_take_a_drain_when_it_lasts_half_a_transaction() {
        var settings = settings(Map.of(
                "reprise.streams.transaction-timeout", "PT10S",
                "reprise.worker.drain-time-max", "PT5S"));

        WorkerSettings read = WorkerSettings.from(settings, 2);
        settings.throwIfWrong();

        assertThat(read.service().kafka().transactionTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(read.limits().patience()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void should_refuse_a_drain_when_it_may_outlast_its_transaction() {
        var settings = settings(Map.of(
                "reprise.streams.transaction-timeout", "PT10S",
                "reprise.worker.drain-time-max", "PT6S"));

        WorkerSettings.from(settings, 2);

        assertThatThrownBy(settings::throwIfWrong)
                .isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("reprise.worker.drain-time-max")
                .hasMessageContaining("reprise.streams.transaction-timeout");
    }

    @Test
    void should_give_a_decision_five_seconds_or_half_of_a_shorter_drain() {
        assertThat(WorkerSettings.from(settings(Map.of()), 2).decisions().timeMax())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(WorkerSettings.from(settings(Map.of("reprise.worker.drain-time-max", "PT4S")), 2)
                        .decisions()
                        .timeMax())
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void should_refuse_a_decision_when_it_may_outlast_the_drain_that_waits_for_it() {
        var settings = settings(Map.of(
                "reprise.worker.drain-time-max", "PT4S",
                "reprise.worker.decision-time-max", "PT3S"));

        WorkerSettings.from(settings, 2);

        assertThatThrownBy(settings::throwIfWrong)
                .isInstanceOf(WrongSettingsException.class)
                .hasMessageContaining("reprise.worker.decision-time-max");
    }

    private static Settings settings(Map<String, String> values) {
        return new Settings(key -> Optional.ofNullable(values.get(key)));
    }
}
