package dev.reprise.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

    /** One key of each form. */
    @ConfigMapping(prefix = "reprise")
    public interface Keys {

        @WithDefault("z")
        String text();

        Optional<String> maybe();

        @Setting(min = "1", max = "10")
        @WithDefault("5")
        int wholeNumber();

        @WithDefault("true")
        boolean truth();

        Group inner();

        /** A group of keys. */
        interface Group {

            @Setting(min = "PT1S", max = "PT1M")
            @WithDefault("PT2S")
            Duration time();

            @Setting(min = "PT1S", max = "PT1M")
            Optional<Duration> noTime();
        }
    }

    @Test
    void should_read_what_is_set_when_it_is_valid() {
        // given
        var reader = ConfigurationReader.of(Map.of(
                "reprise.text", " a b ",
                "reprise.maybe", "x",
                "reprise.whole-number", " 10 ",
                "reprise.truth", "false",
                "reprise.inner.time", "PT60S",
                "reprise.inner.no-time", "PT1S"));

        // when
        Keys keys = reader.read(Keys.class);

        // then
        assertThatCode(reader::throwIfWrong).doesNotThrowAnyException();
        assertThat(keys.text()).isEqualTo("a b");
        assertThat(keys.maybe()).hasValue("x");
        assertThat(keys.wholeNumber()).isEqualTo(10);
        assertThat(keys.truth()).isFalse();
        assertThat(keys.inner().time()).isEqualTo(Duration.ofMinutes(1));
        assertThat(keys.inner().noTime()).hasValue(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void should_read_the_defaults_when_values_are_blank(String blank) {
        // given
        var reader = ConfigurationReader.of(
                Map.of("reprise.text", blank, "reprise.whole-number", blank, "reprise.inner.no-time", blank));

        // when
        Keys keys = reader.read(Keys.class);

        // then
        assertThatCode(reader::throwIfWrong).doesNotThrowAnyException();
        assertThat(keys.text()).isEqualTo("z");
        assertThat(keys.maybe()).isEmpty();
        assertThat(keys.wholeNumber()).isEqualTo(5);
        assertThat(keys.truth()).isTrue();
        assertThat(keys.inner().time()).isEqualTo(Duration.ofSeconds(2));
        assertThat(keys.inner().noTime()).isEmpty();
    }

    @Test
    void should_report_every_mistake_when_they_are_of_all_kinds() {
        // given
        var reader = ConfigurationReader.of(Map.of(
                "reprise.whole-number", "11",
                "reprise.truth", "maybe",
                "reprise.inner.time", "2s",
                "reprise.inner.no-time", "PT61S",
                "reprise.txt", "typo"));

        // when
        Keys keys = reader.read(Keys.class);
        reader.note("reprise.text", "does not go together with reprise.maybe");

        // then
        var wrong = catchThrowableOfType(WrongSettingsException.class, reader::throwIfWrong);
        assertThat(wrong.problems())
                .containsExactly(
                        "reprise.inner.no-time: 'PT61S' must lie between PT1S and PT1M",
                        "reprise.inner.time: '2s' is not an ISO-8601 duration such as PT2S",
                        "reprise.truth: 'maybe' must be true or false",
                        "reprise.whole-number: '11' must lie between 1 and 10",
                        "reprise.txt: there is no such key",
                        "reprise.text: does not go together with reprise.maybe");
        assertThat(wrong).hasMessageStartingWith("6 configuration error(s): reprise.inner.no-time: 'PT61S' ");
        assertThat(keys.wholeNumber()).as("what is wrong reads as its default").isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ten", "99999999999", "1.0"})
    void should_say_so_when_a_number_is_none(String text) {
        // when / then
        assertThat(problems(Map.of("reprise.whole-number", text)))
                .containsExactly("reprise.whole-number: '" + text + "' is not a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "-1"})
    void should_say_so_when_a_number_is_out_of_its_bounds(String text) {
        // when / then
        assertThat(problems(Map.of("reprise.whole-number", text)))
                .containsExactly("reprise.whole-number: '" + text + "' must lie between 1 and 10");
    }

    @Test
    void should_read_the_form_of_the_environment_when_a_key_is_set_there() {
        // given
        var reader = environment(Map.of("REPRISE_INNER_NO_TIME", "PT3S", "REPRISE_WHOLE_NUMBER", "7"));

        // when
        Keys keys = reader.read(Keys.class);

        // then
        assertThatCode(reader::throwIfWrong).doesNotThrowAnyException();
        assertThat(keys.inner().noTime()).hasValue(Duration.ofSeconds(3));
        assertThat(keys.wholeNumber()).isEqualTo(7);
    }

    @Test
    void should_refuse_a_key_of_the_environment_when_nobody_knows_it() {
        // given
        var reader = environment(Map.of("REPRISE_INNER_TIEM", "PT3S"));

        // when
        reader.read(Keys.class);

        // then
        assertThat(catchThrowableOfType(WrongSettingsException.class, reader::throwIfWrong)
                        .problems())
                .containsExactly("reprise.inner.tiem: there is no such key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REPRISE_SERVICE_HOST",
                "REPRISE_SERVICE_PORT",
                "REPRISE_WORKER_SERVICE_PORT_HTTP",
                "REPRISE_PORT",
                "REPRISE_PORT_8081_TCP",
                "REPRISE_PORT_8081_TCP_PROTO",
                "REPRISE_PORT_8081_TCP_PORT",
                "REPRISE_INNER_PORT_53_UDP_ADDR"
            })
    void should_pass_over_what_kubernetes_puts_into_the_environment_when_a_service_has_our_name(String variable) {
        // given
        var reader = environment(Map.of(variable, "10.0.0.1"));
        var property =
                ConfigurationReader.of(Map.of(variable.toLowerCase(Locale.ROOT).replace('_', '.'), "10.0.0.1"));

        // when
        reader.read(Keys.class);
        property.read(Keys.class);

        // then
        assertThatCode(reader::throwIfWrong).doesNotThrowAnyException();
        assertThatCode(property::throwIfWrong).isInstanceOf(WrongSettingsException.class);
    }

    @Test
    void should_accept_a_key_in_both_forms_when_the_other_service_reads_it() {
        // given
        var properties = ConfigurationReader.of(Map.of("reprise.other-service.key", "x"));
        var environment = environment(Map.of("REPRISE_OTHER_SERVICE_KEY", "x"));

        // when
        properties.accepting("reprise.other-service.").read(Keys.class);
        environment.accepting("reprise.other-service.").read(Keys.class);

        // then
        assertThatCode(properties::throwIfWrong).doesNotThrowAnyException();
        assertThatCode(environment::throwIfWrong).doesNotThrowAnyException();
    }

    @Test
    void should_accept_only_the_whole_key_when_a_processor_reads_it() {
        // given
        var environment = environment(Map.of("REPRISE_MIGRATIONS_PATH", "x"));
        var typo = ConfigurationReader.of(Map.of("reprise.migrations.paths", "x"));

        // when
        environment
                .acceptingProcessors(List.of("x"), List.of("reprise.migrations.path"))
                .read(Keys.class);
        typo.acceptingProcessors(List.of("x"), List.of("reprise.migrations.path"))
                .read(Keys.class);

        // then
        assertThatCode(environment::throwIfWrong).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(WrongSettingsException.class, typo::throwIfWrong)
                        .problems())
                .containsExactly("reprise.migrations.paths: there is no such key");
    }

    @Test
    void should_not_look_at_keys_when_they_are_not_ours() {
        // when / then
        assertThat(problems(Map.of("quarkus.http.port", "x", "reprised", "x"))).isEmpty();
    }

    private static List<String> problems(Map<String, String> values) {
        var reader = ConfigurationReader.of(values);
        reader.read(Keys.class);
        try {
            reader.throwIfWrong();
            return List.of();
        } catch (WrongSettingsException wrong) {
            return wrong.problems();
        }
    }

    private static ConfigurationReader environment(Map<String, String> variables) {
        return new ConfigurationReader(new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(variables, 300), new PropertiesConfigSource(Map.of(), "none", 0))
                .build());
    }
}
