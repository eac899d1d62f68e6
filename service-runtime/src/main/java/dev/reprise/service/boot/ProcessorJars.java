package dev.reprise.service.boot;

import dev.reprise.processor.InvalidProcessorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The jars of processors that are not part of the services. */
final class ProcessorJars {

    private ProcessorJars() {}

    /**
     * Makes the loader of all jars of a folder: they see one another and the service.
     *
     * @throws InvalidProcessorException if the folder cannot be read
     */
    static ClassLoader loader(String key, String folder, ClassLoader service) {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            URL[] jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(ProcessorJars::url)
                    .toArray(URL[]::new);
            return new URLClassLoader("processors", jars, service);
        } catch (IOException e) {
            throw new InvalidProcessorException(List.of(key + ": '" + folder + "' is not a folder that can be read"));
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException("a path has no address", e);
        }
    }
}
