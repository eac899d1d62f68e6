package dev.reprise.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.common.request.ProcessorSpec;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorLimitsTest {

    /** The keys of a service. */
    @ConfigMapping(prefix = "reprise")
    public interface Keys extends ServiceKeys {}

    private static ConfigurationReader reader(Map<String, String> values) {
        return ConfigurationReader.of(values).acceptingProcessors(List.of("migrate", "trigger"), List.of());
    }

    private static ProcessorSpec spec(String name) {
        return new ProcessorSpec(name, Map.of());
    }

    @Test
    void should_read_the_limits_of_each_processor() {
        ConfigurationReader reader = reader(Map.of(
                "reprise.processors.migrate.in-flight-max", "500",
                "reprise.processors.migrate.group-rows-max", "16",
                "reprise.processors.trigger.events-per-second-max", "1000",
                "reprise.processors.trigger.group-bytes-max", "65536",
                "reprise.processors.trigger.retry-patience", "PT3S"));

        reader.read(Keys.class);
        ProcessorLimits limits = ProcessorLimits.from(reader);
        reader.throwIfWrong();

        assertThat(limits.of(spec("migrate"))).isEqualTo(new ProcessorLimits.Limits(null, 500, 16));
        assertThat(limits.of(spec("trigger")))
                .isEqualTo(new ProcessorLimits.Limits(1_000, null, null, 65_536, Duration.ofSeconds(3)));
        assertThat(limits.of(spec("other"))).isEqualTo(new ProcessorLimits.Limits(null, null, null));
    }

    @Test
    void should_hold_a_chain_to_the_strictest_of_its_steps() {
        var limits = new ProcessorLimits(Map.of(
                "migrate",
                new ProcessorLimits.Limits(10, 500, null, 1_000, Duration.ofSeconds(2)),
                "trigger",
                new ProcessorLimits.Limits(20, 100, 8, 2_000, Duration.ofSeconds(1))));

        assertThat(limits.of(ProcessorSpec.chain(List.of(spec("migrate"), spec("trigger"), spec("other")))))
                .isEqualTo(new ProcessorLimits.Limits(10, 100, 8, 1_000, Duration.ofSeconds(1)));
    }

    @Test
    void should_name_every_limit_that_is_wrong() {
        ConfigurationReader reader = reader(Map.of(
                "reprise.processors.migrate.in-flight-max", "0",
                "reprise.processors.trigger.group-rows-max", "many",
                "reprise.processors.trigger.retry-patience", "PT1H",
                "reprise.processors.trigger.group-bytes-max", "0",
                "reprise.processors.fly.in-flight-max", "1"));

        reader.read(Keys.class);
        ProcessorLimits.from(reader);

        assertThat(catchThrowableOfType(WrongSettingsException.class, reader::throwIfWrong)
                        .problems())
                .containsExactly(
                        "reprise.processors.fly.in-flight-max: there is no such key",
                        "reprise.processors.migrate.in-flight-max: '0' must lie between 1 and 100000",
                        "reprise.processors.trigger.group-rows-max: 'many' must be a whole number",
                        "reprise.processors.trigger.group-bytes-max: '0' must lie between 1 and 16777216",
                        "reprise.processors.trigger.retry-patience: 'PT1H' must lie between PT0.1S and PT5M");
    }
}
