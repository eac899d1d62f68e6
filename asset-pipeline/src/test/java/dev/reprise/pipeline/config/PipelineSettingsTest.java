package dev.reprise.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.pipeline.SettleTime;
import dev.reprise.pipeline.decide.DecisionThreads;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.service.config.ProcessorLimits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineSettingsTest {

    private static PipelineSettings settings(ProcessorLimits.Limits own) {
        return new PipelineSettings(
                new DecisionThreads.Limits(1, Duration.ofSeconds(5), 16),
                Duration.ofSeconds(25),
                new Retry.Policy(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(15)),
                SettleTime.NONE,
                PipelineSettings.Strategy.TIMESTAMP,
                new PipelineSettings.Group(64, 262_144),
                4_194_304,
                new ProcessorLimits(Map.of("reindex", own)));
    }

    @Test
    void should_write_by_the_limits_of_the_processor_when_it_has_its_own() {
        // given
        PipelineSettings settings =
                settings(new ProcessorLimits.Limits(null, null, null, 65_536, Duration.ofSeconds(3)));

        // when / then
        assertThat(settings.of("reindex").group()).isEqualTo(new PipelineSettings.Group(64, 65_536));
        assertThat(settings.of("reindex").retry().patience()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.of("migrate")).isEqualTo(settings);
    }

    @Test
    void should_not_be_more_patient_than_a_commit() {
        // when / then
        assertThat(settings(new ProcessorLimits.Limits(null, null, null, null, Duration.ofMinutes(1)))
                        .of("reindex")
                        .retry()
                        .patience())
                .isEqualTo(Duration.ofSeconds(15));
    }
}
