package dev.reprise.localstack.daemon;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.StackAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon tells of itself, in {@code stack.json}: there only while its stack is up, or after the daemon was
 * killed. Who reads it asks {@link #daemon} before believing it.
 *
 * @param pid of the daemon
 * @param startedAt when the daemon's process began, ISO-8601; with the pid it identifies the process
 * @param home folder of the file that the daemon wrote: a copied checkout has a copy of the file, and no stack; {@code null} in
 *     a file of an earlier version
 * @param secured folder of the certificates and of the files of clients; {@code null} for a stack that lets everybody in
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StackFile(
        String kafka,
        String cassandra,
        String elasticsearch,
        long pid,
        String startedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String home,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String secured) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The system computes the start from the time of booting, which clock corrections shift a little. */
    private static final Duration START_TOLERANCE = Duration.ofSeconds(2);

    public StackFile {
        Instant.parse(startedAt);
    }

    /** Of a stack that lets everybody in. */
    public StackFile(
            String kafka, String cassandra, String elasticsearch, long pid, String startedAt, @Nullable String home) {
        this(kafka, cassandra, elasticsearch, pid, startedAt, home, null);
    }

    /**
     * Of this process, which is the daemon.
     *
     * @param file where it is to be written
     */
    static StackFile ofThisProcess(StackAddresses addresses, Path file) {
        ProcessHandle self = ProcessHandle.current();
        Instant start = self.info().startInstant().orElse(Instant.EPOCH);
        return new StackFile(
                addresses.kafka(),
                addresses.cassandra(),
                addresses.elasticsearch(),
                self.pid(),
                start.toString(),
                folder(file).toString());
    }

    /** The stack that was started with this file, if its daemon still runs. */
    public static Optional<StackFile> running(Path file) {
        return read(file).filter(stack -> stack.daemon().isPresent()).filter(stack -> stack.otherHome(file)
                .isEmpty());
    }

    /** Empty when there is no such file. */
    public static Optional<StackFile> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), StackFile.class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file + "; remove it if no stack is up", unreadable);
        }
    }

    /** In one move, so that a reader sees all of it or nothing. */
    public void write(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "stack", ".tmp");
            JSON.writeValue(fresh.toFile(), this);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }

    /** The same stack, whose certificates and files of clients are below a folder. */
    StackFile securedIn(Path folder) {
        return new StackFile(kafka, cassandra, elasticsearch, pid, startedAt, home, folder.toString());
    }

    /** Asks each server one question, one after another; false for one without an answer within the time. */
    Map<ServerKind, Boolean> ask(Duration within) {
        return secured == null ? addresses().ask(within) : addresses().askSecured(within, Path.of(secured));
    }

    public StackAddresses addresses() {
        return new StackAddresses(kafka, cassandra, elasticsearch);
    }

    /** The daemon's process, if it still runs: a process with its pid that began when the daemon did. */
    public Optional<ProcessHandle> daemon() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::beganAsThis);
    }

    /**
     * The folder whose stack this is, where that is not the file's own: the checkout was copied while its stack was up. A checkout
     * that was moved is the one that it was: there is no file left where it came from.
     */
    public Optional<Path> otherHome(Path file) {
        if (home == null || Path.of(home).equals(folder(file))) {
            return Optional.empty();
        }
        return Optional.of(Path.of(home)).filter(other -> Files.exists(other.resolve(file.getFileName())));
    }

    /** By its real path, whatever links lead to it. */
    private static Path folder(Path file) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        try {
            return folder.toRealPath();
        } catch (IOException notThere) {
            return folder;
        }
    }

    private boolean beganAsThis(ProcessHandle process) {
        Instant begun = process.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(begun, Instant.parse(startedAt)).abs().compareTo(START_TOLERANCE) <= 0;
    }
}
