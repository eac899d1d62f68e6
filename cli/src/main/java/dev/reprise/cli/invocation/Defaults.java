package dev.reprise.cli.invocation;

import java.nio.file.Path;
import java.util.Optional;

/** What commands use where the user says nothing. */
public interface Defaults {

    /** Nothing: the user says everything, or takes what Kafka's clients take. */
    Defaults NONE = new Defaults() {
        @Override
        public Optional<String> bootstrapServers() {
            return Optional.empty();
        }

        @Override
        public Optional<MigrationFolders> migrations() {
            return Optional.empty();
        }
    };

    /**
     * Migrations that stand in where none are named.
     *
     * @param migrations folder of the migrations
     * @param schemas folder of the schemas that fit them
     */
    record MigrationFolders(Path migrations, Path schemas) {}

    /** Returns {@code host:port} of Kafka. */
    Optional<String> bootstrapServers();

    /** Returns a file of settings for Kafka's clients that fits these servers. */
    default Optional<Path> commandConfig() {
        return Optional.empty();
    }

    /** Returns where migrations are. */
    Optional<MigrationFolders> migrations();
}
