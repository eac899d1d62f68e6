package dev.reprise.localstack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The jar with the {@link Tether}, for {@code -javaagent:}. Written when needed from the class on the class path, so
 * that it is there as well in tests that run before this module is packaged, and inside any repackaged jar.
 */
public final class TetherJar {
    private TetherJar() {}

    /** Writes {@code tether.jar} beside a file, in one move: JVMs that have an older one open keep theirs. */
    public static Path beside(Path file) {
        Path jar = file.toAbsolutePath().resolveSibling("tether.jar");
        try {
            Files.createDirectories(jar.getParent());
            Path fresh = Files.createTempFile(jar.getParent(), "tether", ".tmp");
            write(fresh);
            Files.move(fresh, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + jar, failed);
        }
        return jar;
    }

    private static void write(Path file) throws IOException {
        String entry = Tether.class.getName().replace('.', '/') + ".class";
        try (InputStream source =
                        Objects.requireNonNull(Tether.class.getClassLoader().getResourceAsStream(entry), entry);
                OutputStream target = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(target, manifest())) {
            jar.putNextEntry(new JarEntry(entry));
            source.transferTo(jar);
            jar.closeEntry();
        }
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Tether.class.getName());
        return manifest;
    }
}
