package dev.reprise.cli.topics;

import dev.reprise.cli.invocation.FileTrouble;
import dev.reprise.cli.invocation.WrongUsageException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The file of {@code --command-config}, as Kafka's own commands take it.
 *
 * <p>Threading: stateless.
 */
final class CommandConfig {

    private CommandConfig() {}

    /**
     * Reads the settings.
     *
     * @throws WrongUsageException that names the file and says why it cannot be read, without what it holds
     */
    static Map<String, Object> read(Path file) {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new WrongUsageException("--command-config " + file + ": " + FileTrouble.words(e));
        } catch (IllegalArgumentException e) {
            throw new WrongUsageException("--command-config " + file + ": is no properties file");
        }
        Map<String, Object> settings = new HashMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> settings.put(name, properties.getProperty(name).trim()));
        return settings;
    }
}
