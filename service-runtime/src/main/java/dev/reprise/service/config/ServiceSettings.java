package dev.reprise.service.config;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.cassandra.CassandraSettings;
import dev.reprise.common.topic.Topics;
import java.util.Optional;

/**
 * The configuration that both services share.
 *
 * @param kafka how to reach Kafka
 * @param topics names of topics and groups
 * @param creation how topics are created
 * @param cassandra how to reach Cassandra
 * @param tables where the assets live
 */
public record ServiceSettings(
        KafkaSettings kafka, Topics topics, TopicCreation creation, CassandraSettings cassandra, AssetTables tables) {

    /** Makes the settings of the keys; what only several keys together make wrong is noted in the reader. */
    public static ServiceSettings from(ServiceKeys keys, ConfigurationReader reader) {
        return new ServiceSettings(
                KafkaSettings.from(keys.streams(), reader),
                keys.topics().names().orElse(new Topics("")),
                TopicCreation.from(keys.topics(), reader),
                cassandra(keys, reader),
                tables(keys.assets()));
    }

    /** Returns the same settings with topics created in another way, as the cluster has it. */
    public ServiceSettings creating(TopicCreation inCluster) {
        return new ServiceSettings(kafka, topics, inCluster, cassandra, tables);
    }

    private static CassandraSettings cassandra(ServiceKeys keys, ConfigurationReader reader) {
        CassandraKeys cassandra = keys.cassandra();
        Optional<String> password = reader.secret("reprise.cassandra.password", cassandra.password());
        boolean complete = cassandra.username().isPresent() == password.isPresent();
        if (!complete) {
            reader.note("reprise.cassandra.username", "user name and password go together; one is missing");
        }
        return new CassandraSettings(
                cassandra.contactPoints(),
                cassandra.localDatacenter(),
                complete ? cassandra.username().orElse(null) : null,
                complete ? password.orElse(null) : null,
                cassandra.requestTimeout(),
                keys.writeBack().consistency(),
                new CassandraSettings.Pool(cassandra.connectionsPerNode(), cassandra.heartbeatInterval()),
                reader.source().tls("reprise.cassandra.ssl"));
    }

    private static AssetTables tables(AssetKeys keys) {
        return new AssetTables(
                keys.keyspace().text(),
                keys.table().text(),
                keys.bucketTable().text(),
                keys.indexTable().text(),
                keys.layout(),
                keys.bucketPattern(),
                keys.bucketById(),
                new AssetTables.Columns(
                        keys.columns().assetType().text(),
                        keys.columns().bucket().text(),
                        keys.columns().assetId().text(),
                        keys.columns().schemaVersion().text(),
                        keys.columns().payload().text(),
                        keys.columns().lastJob().text()));
    }
}
