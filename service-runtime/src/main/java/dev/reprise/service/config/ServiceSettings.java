package dev.reprise.service.config;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.cassandra.CassandraSettings;
import dev.reprise.common.config.Settings;
import dev.reprise.common.topic.Topics;

/**
 * The configuration that both services share.
 *
 * @param kafka how to reach Kafka
 * @param topics names of topics and groups
 * @param partitions partitions of the topics that a service creates
 * @param createTopics whether a service creates what is missing
 * @param cassandra how to reach Cassandra
 * @param tables where the assets live
 */
public record ServiceSettings(
        KafkaSettings kafka,
        Topics topics,
        int partitions,
        boolean createTopics,
        CassandraSettings cassandra,
        AssetTables tables) {

    private static final int PARTITIONS_MAX = 1000;

    /** Reads all shared keys; mistakes are noted in the settings. */
    public static ServiceSettings from(Settings settings) {
        return new ServiceSettings(
                KafkaSettings.from(settings),
                settings.read("reprise.topics.prefix", Topics::new, new Topics("")),
                settings.wholeNumber("reprise.topics.partitions", 8, 1, PARTITIONS_MAX),
                settings.bool("reprise.topics.create", true),
                CassandraSettings.from(settings),
                AssetTables.from(settings));
    }
}
