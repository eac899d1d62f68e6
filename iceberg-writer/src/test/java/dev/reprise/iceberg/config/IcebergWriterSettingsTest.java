package dev.reprise.iceberg.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.export.TableName;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.WrongSettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcebergWriterSettingsTest {

    @TempDir
    private Path folder;

    private static IcebergWriterSettings read(Map<String, String> values) {
        ConfigurationReader reader = ConfigurationReader.of(values);
        IcebergWriterSettings settings = IcebergWriterSettings.from(reader);
        reader.throwIfWrong();
        return settings;
    }

    @Test
    void should_need_no_setting() {
        IcebergWriterSettings settings = read(Map.of());

        assertThat(settings.terms().limits().interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.fileBytesMax()).isEqualTo(128L << 20);
        assertThat(settings.ownTable()).isEqualTo(new TableName("reprise", "rejected_rows"));
        assertThat(settings.catalog().folder()).contains(Path.of("warehouse").toAbsolutePath());
        assertThat(settings.catalog().properties().get("uri"))
                .isEqualTo("jdbc:sqlite:" + Path.of("warehouse/catalog.db").toAbsolutePath()
                        + "?journal_mode=WAL&busy_timeout=10000");
    }

    @Test
    void should_share_a_configuration_with_the_other_services() {
        assertThat(read(Map.of(
                                "reprise.worker.threads", "2",
                                "reprise.emit.page-size", "64",
                                "reprise.migrations.path", "m",
                                "reprise.processors.trigger.allowed-topics", "a",
                                "reprise.assets.keyspace", "k"))
                        .fileBytesMax())
                .isPositive();
    }

    @Test
    void should_name_every_mistake() {
        assertThatThrownBy(() -> read(Map.of(
                        "reprise.export.commit-interval", "PT0S",
                        "reprise.export.own-table", "nowhere",
                        "reprise.export.intervall", "PT5M",
                        "reprise.iceberg.properties", folder.resolve("absent").toString())))
                .isInstanceOfSatisfying(WrongSettingsException.class, wrong -> assertThat(wrong.problems())
                        .hasSize(4)
                        .anyMatch(problem -> problem.startsWith("reprise.export.own-table: 'nowhere' must be the name"))
                        .anyMatch(problem -> problem.startsWith("reprise.iceberg.properties: ")));
    }

    @Test
    void should_take_the_properties_of_another_catalogue_and_tell_none_of_its_values() throws IOException {
        Path file = Files.writeString(
                folder.resolve("catalog.properties"), "type=rest\nuri=https://lake\ncredential=id:secret\n");

        CatalogProperties catalog = read(Map.of(
                        "reprise.iceberg.properties", file.toString(), "reprise.iceberg.warehouse", "s3://lake"))
                .catalog();

        assertThat(catalog.properties())
                .isEqualTo(Map.of(
                        "type", "rest", "uri", "https://lake", "credential", "id:secret", "warehouse", "s3://lake"));
        assertThat(catalog.folder()).isEmpty();
        assertThat(catalog.toString()).doesNotContain("secret", "https");
    }
}
