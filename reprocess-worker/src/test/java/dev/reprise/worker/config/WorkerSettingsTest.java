package dev.reprise.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.pipeline.SettleTime;
import dev.reprise.pipeline.config.PipelineSettings;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.WrongSettingsException;
import dev.reprise.worker.topology.async.AsyncLimits;
import java.time.Duration;
import java.util.Map;
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
        assertThat(WorkerSettings.from(settings(Map.of()), 2)
                        .pipeline()
                        .decisions()
                        .timeMax())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(WorkerSettings.from(settings(Map.of("reprise.worker.drain-time-max", "PT4S")), 2)
                        .pipeline()
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

    @Test
    void should_be_the_documented_defaults_when_nothing_is_configured() {
        WorkerSettings read = WorkerSettings.from(settings(Map.of()), 3);

        assertThat(read.threads()).isEqualTo(1);
        assertThat(read.pipeline().decisions().threads()).as("processors").isEqualTo(3);
        assertThat(read.commitInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(read.inFlight()).isEqualTo(new WorkerSettings.InFlight(2_048, true));
        assertThat(read.limits()).isEqualTo(new AsyncLimits(64, 32, Duration.ofSeconds(25)));
        assertThat(read.parkedMax()).isEqualTo(25_000);
        assertThat(read.pipeline().group().bytesMax()).isEqualTo(262_144);
        assertThat(read.pipeline().retry())
                .isEqualTo(new Retry.Policy(Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(15)));
        assertThat(read.pipeline().settleTime()).isEqualTo(new SettleTime(Duration.ofSeconds(2)));
        assertThat(read.pipeline().payloadBytesMax()).isEqualTo(4_194_304);
        assertThat(read.pipeline().strategy()).isEqualTo(PipelineSettings.Strategy.TIMESTAMP);
    }

    @Test
    void should_not_let_rows_settle_when_transactions_cannot_tie() {
        WorkerSettings read = WorkerSettings.from(settings(Map.of("reprise.write-back.strategy", "lwt")), 2);

        assertThat(read.pipeline().settleTime()).isEqualTo(new SettleTime(Duration.ZERO, Duration.ofSeconds(2)));
    }

    @Test
    void should_accept_the_keys_of_id_producer_and_name_every_mistake_of_its_own() {
        var settings = settings(Map.of(
                "reprise.emit.threads", "x",
                "reprise.elasticsearch.hosts", "x",
                "reprise.verify.rounds-max", "x",
                "reprise.jobs.silence-max", "x",
                "reprise.write-back.strategy", "LWT",
                "reprise.worker.thread", "1",
                "reprise.worker.drain-time-max", "PT10M"));

        WorkerSettings.from(settings, 2);

        assertThatThrownBy(settings::throwIfWrong)
                .isInstanceOfSatisfying(WrongSettingsException.class, wrong -> assertThat(wrong.problems())
                        .containsExactly(
                                "reprise.worker.drain-time-max: 'PT10M' must lie between PT1S and PT30S",
                                "reprise.write-back.strategy: 'LWT' must be timestamp or lwt",
                                "reprise.worker.thread: there is no such key"));
    }

    private static ConfigurationReader settings(Map<String, String> values) {
        return ConfigurationReader.of(values);
    }
}
