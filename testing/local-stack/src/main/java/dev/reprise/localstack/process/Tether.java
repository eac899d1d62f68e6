package dev.reprise.localstack.process;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A Java agent that ends its JVM when standard input ends. The parent holds the other end of that pipe and never
 * closes it, so the operating system does when the parent ends, even by {@code kill -9}. A shutdown hook of the parent
 * or a pid file could not see that.
 *
 * <p>It halts: nobody is left to wait for an orderly end. It must stay one class on the JDK alone, because {@link
 * TetherJar} packs just this one.
 *
 * <p>Threading: one daemon thread, which waits in a read for the whole life of the JVM.
 */
public final class Tether {
    /** As a shell reports a process that was killed: 128 + 9. */
    static final int EXIT_CODE = 137;

    private Tether() {}

    /** Called by the JVM before {@code main}. */
    public static void premain(String ignored) {
        Thread watch = new Thread(Tether::haltAtEndOfInput, "tether");
        watch.setDaemon(true);
        watch.start();
    }

    private static void haltAtEndOfInput() {
        // Not System.in, which the program may close or replace.
        InputStream pipe = new FileInputStream(FileDescriptor.in);
        try {
            int next;
            do {
                next = pipe.read();
            } while (next >= 0);
        } catch (IOException broken) {
            // A broken pipe means the same as its end: the parent is gone.
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
