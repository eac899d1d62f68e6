package dev.reprise.service.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.ServiceKeys;
import dev.reprise.service.config.WrongSettingsException;
import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceProcessorsTest {

    /** The keys of a service. */
    @ConfigMapping(prefix = "reprise")
    public interface Keys extends ServiceKeys {}

    @Test
    void should_tell_of_the_folder_beside_every_other_mistake(@TempDir Path folder) {
        String missing = folder.resolve("missing").toString();
        ConfigurationReader reader = ServiceProcessors.knowingProcessors(ConfigurationReader.of(
                Map.of("reprise.processors.path", missing, "reprise.topics.partitions", "0", "reprise.tpyo", "1")));

        reader.read(Keys.class);

        assertThat(catchThrowableOfType(WrongSettingsException.class, reader::throwIfWrong)
                        .problems())
                .containsExactly(
                        "reprise.processors.path: '" + missing + "' is not a folder that can be read",
                        "reprise.topics.partitions: '0' must lie between 1 and 1000",
                        "reprise.tpyo: there is no such key");
    }
}
