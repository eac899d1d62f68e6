package dev.reprise.endtoend.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The modules that the parent pom lists, and their sources. */
final class Modules {

    /** A module of a profile is not part of the build. */
    private static final Pattern NOT_BUILT = Pattern.compile("<!--.*?-->|<profiles>.*?</profiles>", Pattern.DOTALL);

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private final Path root;

    private Modules(Path root) {
        this.root = root;
    }

    /** Finds the project around the working directory, which surefire and IDEs choose differently. */
    static Modules ofThisProject() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path pom = folder.resolve("pom.xml");
            if (Files.exists(pom) && !names(read(pom)).isEmpty()) {
                return new Modules(folder);
            }
        }
        throw new IllegalStateException(
                "no pom.xml with modules above " + Path.of("").toAbsolutePath());
    }

    /** Returns the folder of the project. */
    Path root() {
        return root;
    }

    /** Returns the folders of all modules, relative to the root. */
    List<String> names() {
        return names(read(root.resolve("pom.xml")));
    }

    /** Returns whether a module is nothing but a list of others. */
    boolean isAggregator(String module) {
        return read(root.resolve(module).resolve("pom.xml")).contains("<packaging>pom</packaging>");
    }

    /** Returns the Java files of a module, main or test. */
    List<SourceFile> sources(String module, String part) {
        Path folder = root.resolve(module).resolve("src").resolve(part).resolve("java");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(file -> new SourceFile(
                            module, part, folder.relativize(file).toString().replace('\\', '/'), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the Java files of all modules. */
    List<SourceFile> sources() {
        return names().stream()
                .flatMap(module -> Stream.of("main", "test").flatMap(part -> sources(module, part).stream()))
                .toList();
    }

    private static List<String> names(String pom) {
        return MODULE.matcher(NOT_BUILT.matcher(pom).replaceAll(""))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
