package dev.reprise.endtoend.archive;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The archive that the build has made, unpacked with its permissions.
 *
 * <p>Threading: one thread.
 *
 * @param home the folder that is in the archive
 * @param version of the product, as the name of the archive says
 */
record UnpackedArchive(Path home, String version) {

    private static final String PREFIX = "reprise-cli-";
    private static final String ENDING = ".zip";
    private static final long MINUTES_MAX = 2;

    /** What a command did; {@code output} is all that it printed, errors too. */
    record Ended(int code, String output) {}

    /** Unpacks into a folder that exists. */
    static UnpackedArchive into(Path folder) throws IOException {
        Path archive;
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("reprise.checkout"), "cli", "target"))) {
            List<Path> archives = files.filter(
                            file -> file.getFileName().toString().matches(PREFIX + ".*\\" + ENDING))
                    .toList();
            if (archives.size() != 1) {
                throw new IllegalStateException("one archive is wanted, there are " + archives);
            }
            archive = archives.get(0);
        }
        String name = archive.getFileName().toString();
        name = name.substring(0, name.length() - ENDING.length());
        // Only so do files get the permissions that the archive says.
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(zip.getPath(name))) {
            for (Path entry : entries.toList()) {
                Path target = folder.resolve(entry.toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target);
                    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(entry));
                }
            }
        }
        return new UnpackedArchive(folder.resolve(name), name.substring(PREFIX.length()));
    }

    Path script() {
        return home.resolve("bin/reprise");
    }

    /** The names of the libraries. */
    List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** Runs a program in a folder, with these variables and no others. */
    static Ended run(Path folder, Map<String, String> environment, Path program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder.getParent(), "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                throw new IllegalStateException(command + " does not end: " + Files.readString(output));
            }
            return new Ended(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }
}
