package dev.reprise.localstack.daemon;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.localstack.server.ServerStartException;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The process behind {@code ./reprise stack up}: starts a stack, writes the stack file once everything answers, and
 * runs until it gets SIGTERM. Its servers are its children, so killing it ends them too.
 *
 * <p>Threading: {@link #main} starts and waits for ever; the shutdown hook ends the stack.
 */
public final class StackDaemon {
    static final String LOG_FILE = "daemon.log";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOCK_FILE = "daemon.lock";

    private StackDaemon() {}

    /** Started by {@link StackControl} only, with what {@link #arguments} makes. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("started by StackControl only");
        }
        Path stackFile = Path.of(arguments[0]);
        LocalStackOptions options = JSON.readValue(arguments[1], LocalStackOptions.class);
        Files.createDirectories(options.workFolder());
        try (FileChannel lockFile = FileChannel.open(
                        options.workFolder().resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lockFile.tryLock()) {
            if (lock == null) {
                fail("another stack runs in " + options.workFolder());
            }
            // What the last daemon left, which nobody can be using now.
            Files.deleteIfExists(stackFile);
            Files.write(options.workFolder().resolve(LOG_FILE), new byte[0]);
            run(stackFile, options);
        }
    }

    static List<String> arguments(Path stackFile, LocalStackOptions options) {
        try {
            return List.of(stackFile.toString(), JSON.writeValueAsString(options));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("options are plain values", impossible);
        }
    }

    private static void run(Path stackFile, LocalStackOptions options) throws InterruptedException {
        try {
            LocalStack stack = LocalStack.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stackFile, stack), "stack-down"));
            StackFile file = StackFile.ofThisProcess(stack.addresses(), stackFile);
            (options.isSecured() ? file.securedIn(options.workFolder()) : file).write(stackFile);
            System.out.println("stack up after " + stack.startTook().toMillis() + " ms: " + stack.addresses());
            new CountDownLatch(1).await();
        } catch (ServerStartException failed) {
            fail(failed.getMessage());
        }
    }

    private static void end(Path stackFile, LocalStack stack) {
        try {
            Files.deleteIfExists(stackFile);
        } catch (IOException stays) {
            System.err.println("cannot delete " + stackFile + ": " + stays.getMessage());
        }
        stack.close();
    }

    private static void fail(@Nullable String why) {
        System.err.println(why);
        System.exit(1);
    }
}
