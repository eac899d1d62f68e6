package dev.reprise.idproducer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.Launch;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the main program prints, and how it ends, when its settings are wrong in every way there is. */
@QuarkusMainTest
@TestProfile(IdProducerWrongSettingsTest.WrongSettings.class)
class IdProducerWrongSettingsTest {

    /** A value that does not convert, one out of its bounds, two that do not go together, and a typo. */
    public static final class WrongSettings implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.devservices.enabled", "false",
                    "quarkus.http.test-port", "0",
                    "reprise.assets.layout", "heap",
                    "reprise.emit.page-size", "0",
                    "reprise.cassandra.username", "reprise",
                    "reprise.cassandra.password", "not-to-be-printed",
                    "reprise.elasticsearch.username", "reprise",
                    "reprise.assets.kyespace", "typo");
        }
    }

    @Test
    @Launch(
            value = {},
            exitCode = 2)
    void should_print_every_mistake_and_end_with_code_2_when_settings_are_wrong(LaunchResult result) {
        // when / then
        assertThat(result.getErrorOutput())
                .contains(
                        "The configuration cannot be used:",
                        "  reprise.assets.layout: 'heap' must be bucketed or indexed",
                        "  reprise.emit.page-size: '0' must lie between 1 and 100000",
                        "  reprise.elasticsearch.username: user name and password go together; one is missing",
                        "  reprise.assets.kyespace: there is no such key")
                .doesNotContain("not-to-be-printed");
    }
}
