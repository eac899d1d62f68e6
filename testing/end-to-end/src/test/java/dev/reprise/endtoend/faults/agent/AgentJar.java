package dev.reprise.endtoend.faults.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The jar with the {@link FaultAgent} and the {@link ClockAgent}, made of the classes of this package as the tests run on them. */
public final class AgentJar {

    private AgentJar() {}

    /**
     * Writes the jar.
     *
     * @return what {@code -javaagent:} takes before its arguments
     */
    public static Path writeTo(Path folder) {
        try {
            Files.createDirectories(folder);
            Path jar = folder.resolve("fault-agent.jar");
            Path classes = place(FaultAgent.class);
            Path own = classes.resolve(FaultAgent.class.getPackageName().replace('.', '/'));
            try (OutputStream file = Files.newOutputStream(jar);
                    JarOutputStream out = new JarOutputStream(file, manifest());
                    Stream<Path> files = Files.list(own)) {
                List<Path> sorted = files.sorted().toList();
                for (Path one : sorted) {
                    out.putNextEntry(new JarEntry(classes.relativize(one).toString()));
                    Files.copy(one, out);
                    out.closeEntry();
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the agent", e);
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", FaultAgent.class.getName());
        manifest.getMainAttributes().putValue("Agent-Class", ClockAgent.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        place(net.bytebuddy.ByteBuddy.class).toUri().toString());
        return manifest;
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no place of " + type, e);
        }
    }
}
