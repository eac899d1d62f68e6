package dev.reprise.service.config;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.cassandra.CassandraSettings;
import dev.reprise.common.config.Settings;
import dev.reprise.common.topic.Topics;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that both services share.
 *
 * @param kafka how to reach Kafka
 * @param topics names of topics and groups
 * @param partitions partitions of the topics that a service creates
 * @param createTopics whether a service creates what is missing
 * @param cassandra how to reach Cassandra
 * @param tables where the assets live
 * @param migrations folder of migrations; {@code null} for the class path alone
 * @param schemas folder of JSON Schemas; {@code null} for the class path alone
 */
public record ServiceSettings(
        KafkaSettings kafka,
        Topics topics,
        int partitions,
        boolean createTopics,
        CassandraSettings cassandra,
        AssetTables tables,
        @Nullable Path migrations,
        @Nullable Path schemas) {

    private static final int PARTITIONS_MAX = 1000;

    /** Reads all shared keys; mistakes are noted in the settings. */
    public static ServiceSettings from(Settings settings) {
        return new ServiceSettings(
                KafkaSettings.from(settings),
                settings.read("reprise.topics.prefix", Topics::new, new Topics("")),
                settings.wholeNumber("reprise.topics.partitions", 8, 1, PARTITIONS_MAX),
                settings.bool("reprise.topics.create", true),
                CassandraSettings.from(settings),
                AssetTables.from(settings),
                path(settings, "reprise.migrations.path"),
                path(settings, "reprise.schemas.path"));
    }

    private static @Nullable Path path(Settings settings, String key) {
        String text = settings.optionalText(key);
        return text == null ? null : Path.of(text);
    }
}
