package dev.reprise.migration.files;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads the files below a directory. Stateless.
 *
 * <p>Links are followed and names that start with a dot are skipped, because that is how Kubernetes mounts a
 * ConfigMap: {@code movie -> ..data/movie}, {@code ..data -> ..2026_01_01}.
 */
public final class DirectoryTree {

    /** Folders below the root: asset type, {@code lib}, and one more. */
    static final int DEPTH_MAX = 4;

    /** More files than this below one directory are taken for a wrong directory. */
    static final int FILES_MAX = 10_000;

    private DirectoryTree() {}

    /**
     * Reads all files with a wanted path; what cannot be read is noted and left out.
     *
     * @param root the directory
     * @param display how it is named to users, without a slash at the end
     * @param wanted says for a path relative to the root, with slashes, whether to read it
     * @param problems takes a missing directory, an unreadable or oversized file, one that is not UTF-8
     */
    public static FileTree read(Path root, String display, Predicate<String> wanted, FileProblems problems) {
        if (!Files.isDirectory(root)) {
            problems.add(display, 1, "this directory does not exist");
            return new FileTree(List.of());
        }
        List<SourceFile> files = new ArrayList<>();
        for (Path path : list(root, display, problems)) {
            String relative = relative(root, path);
            if (wanted.test(relative)) {
                readFile(path, display, relative, problems, files);
            }
        }
        return new FileTree(files);
    }

    private static List<Path> list(Path root, String display, FileProblems problems) {
        try (Stream<Path> found = Files.walk(root, DEPTH_MAX, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = found.filter(path -> !isHidden(root.relativize(path)))
                    .filter(Files::isRegularFile)
                    .limit(FILES_MAX + 1L)
                    .sorted(comparing(path -> relative(root, path)))
                    .toList();
            if (files.size() > FILES_MAX) {
                problems.add(display, 1, "holds more than " + FILES_MAX + " files: is it the right directory?");
                return List.of();
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            problems.add(display, 1, "cannot be listed: " + e.getMessage());
            return List.of();
        }
    }

    private static void readFile(
            Path path, String display, String relative, FileProblems problems, List<SourceFile> files) {
        String shown = display + "/" + relative;
        try {
            if (Files.size(path) > SourceFile.BYTES_MAX) {
                problems.add(shown, 1, "is larger than " + SourceFile.BYTES_MAX + " bytes");
                return;
            }
            files.add(SourceFile.decode(shown, relative, Files.readAllBytes(path)));
        } catch (CharacterCodingException e) {
            problems.add(shown, 1, "is not UTF-8 text");
        } catch (IOException e) {
            problems.add(shown, 1, "cannot be read: " + e.getMessage());
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static String relative(Path root, Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }
}
