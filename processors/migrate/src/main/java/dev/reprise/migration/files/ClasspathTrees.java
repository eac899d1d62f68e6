package dev.reprise.migration.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Reads the files below a folder of the class path: one tree for each jar or directory that has it. Stateless.
 *
 * <p>Class loaders find a folder inside a jar only by its directory entry. Maven and Gradle write them; a jar made
 * without ({@code jar -D}) is not seen.
 */
public final class ClasspathTrees {

    private ClasspathTrees() {}

    /**
     * Reads the wanted files of all trees, in class path order; what cannot be read is noted and left out.
     *
     * @param classLoader asked for the folder
     * @param folder without slashes at its ends, such as {@code migrations}
     * @param wanted says for a path below the folder whether to read it; the class path belongs to many, so this
     *     should be narrow
     */
    public static List<FileTree> read(
            ClassLoader classLoader, String folder, Predicate<String> wanted, FileProblems problems) {
        List<FileTree> trees = new ArrayList<>();
        for (URL url : find(classLoader, folder, problems)) {
            try {
                if (url.getProtocol().equals("file")) {
                    trees.add(DirectoryTree.read(Path.of(url.toURI()), "classpath:" + folder, wanted, problems));
                } else if (url.openConnection() instanceof JarURLConnection connection) {
                    trees.add(readJar(connection, folder, wanted, problems));
                } else {
                    problems.add(url.toString(), 1, "files below a URL of this kind cannot be listed");
                }
            } catch (IOException | URISyntaxException e) {
                problems.add(url.toString(), 1, "cannot be read: " + e.getMessage());
            }
        }
        return trees;
    }

    /** Distinct ones: a class loader that asks its parent and itself may name one place twice. */
    private static Collection<URL> find(ClassLoader classLoader, String folder, FileProblems problems) {
        Map<String, URL> found = new LinkedHashMap<>();
        try {
            for (URL url : Collections.list(classLoader.getResources(folder))) {
                String external = url.toExternalForm();
                found.putIfAbsent(
                        external.endsWith("/") ? external.substring(0, external.length() - 1) : external, url);
            }
        } catch (IOException e) {
            problems.add("classpath:" + folder, 1, "cannot be listed: " + e.getMessage());
        }
        return found.values();
    }

    private static FileTree readJar(
            JarURLConnection connection, String folder, Predicate<String> wanted, FileProblems problems)
            throws IOException {
        // A cached JarFile is shared with the class loader, and closing it would break class loading.
        connection.setUseCaches(false);
        String jarName = Path.of(connection.getJarFileURL().getPath()).getFileName() + "!/";
        String prefix = folder + "/";
        List<SourceFile> files = new ArrayList<>();
        try (JarFile jar = connection.getJarFile()) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                String name = entry.getName();
                if (entry.isDirectory() || !name.startsWith(prefix) || !wanted.test(name.substring(prefix.length()))) {
                    continue;
                }
                readEntry(jar, entry, new Place(jarName + name, name.substring(prefix.length())), problems, files);
            }
        }
        return new FileTree(files);
    }

    private static void readEntry(
            JarFile jar, JarEntry entry, Place place, FileProblems problems, List<SourceFile> files)
            throws IOException {
        try (InputStream content = jar.getInputStream(entry)) {
            byte[] bytes = content.readNBytes(SourceFile.BYTES_MAX + 1);
            if (bytes.length > SourceFile.BYTES_MAX) {
                problems.add(place.display(), 1, "is larger than " + SourceFile.BYTES_MAX + " bytes");
                return;
            }
            files.add(SourceFile.decode(place.display(), place.path(), bytes));
        } catch (CharacterCodingException e) {
            problems.add(place.display(), 1, "is not UTF-8 text");
        }
    }

    private record Place(String display, String path) {}
}
