package dev.reprise.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a mapping of SmallRye does not report by itself, and so why there is {@link ConfigurationReader}: see ADR 9. */
class MappingAloneTest {

    /** Keys of three types. */
    @ConfigMapping(prefix = "reprise")
    public interface Keys {

        @WithDefault("5")
        int number();

        @WithDefault("true")
        boolean truth();

        @WithDefault("PT1S")
        Duration time();
    }

    private final AtomicInteger validated = new AtomicInteger();

    @Test
    void should_report_conversions_and_unknown_keys_together_but_validate_nothing_then() {
        // when
        var wrong = catchThrowableOfType(
                ConfigValidationException.class,
                () -> read(Map.of("reprise.number", "x", "reprise.time", "2s", "reprise.tme", "y"), Map.of()));

        // then
        assertThat(wrong.getProblemCount()).isEqualTo(3);
        assertThat(validated).as("bounds are told after a second start").hasValue(0);
        assertThat(wrong)
                .as("words of the library")
                .hasMessageContaining("SRCFG")
                .hasMessageContaining("java.lang.");
    }

    @Test
    void should_not_notice_an_unknown_key_when_it_stands_in_the_environment() {
        // when
        Keys keys = read(Map.of(), Map.of("REPRISE_NUMBRE", "7"));

        // then
        assertThat(keys.number()).isEqualTo(5);
        assertThat(validated).hasValue(1);
    }

    @Test
    void should_read_false_when_a_truth_value_is_none() {
        // when / then
        assertThat(read(Map.of("reprise.truth", "maybe"), Map.of()).truth()).isFalse();
    }

    private Keys read(Map<String, String> properties, Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "map", 0), new EnvConfigSource(environment, 300))
                .withMapping(Keys.class)
                .withValidator((mapping, prefix, keys) -> validated.incrementAndGet())
                .build()
                .getConfigMapping(Keys.class);
    }
}
