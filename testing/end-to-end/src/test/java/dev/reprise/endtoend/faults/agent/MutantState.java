package dev.reprise.endtoend.faults.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What mutants remember. On the JDK alone, and public: the code of the services calls it through their own class loader.
 *
 * <p>Threading: any number of threads.
 */
public final class MutantState {

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final Map<Object, Deque<Object[]>> PUT_OFF = new ConcurrentHashMap<>();
    private static final Set<Object> DRAINING = ConcurrentHashMap.newKeySet();
    private static final Map<Object, Deque<Object[]>> UNTOLD = new ConcurrentHashMap<>();
    private static final Set<Object> TELLING = ConcurrentHashMap.newKeySet();
    private static volatile Path folder = Path.of("");

    private MutantState() {}

    static void keepIn(Path place) {
        folder = place;
    }

    /** Returns the present time in microseconds. */
    public static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** Returns whether this was never asked about before. */
    public static boolean isNew(String what) {
        return SEEN.add(what);
    }

    /** Keeps something outside of every transaction. */
    public static void keep(String key, byte[] value) {
        try {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "fresh", ".tmp");
            Files.write(fresh, value);
            Files.move(fresh, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what was kept last. */
    public static byte @Nullable [] kept(String key) {
        try {
            return Files.exists(file(key)) ? Files.readAllBytes(file(key)) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes that a processor drains, or no longer does. */
    public static void draining(Object processor, boolean whether) {
        if (whether) {
            DRAINING.add(processor);
        } else {
            DRAINING.remove(processor);
        }
    }

    /** Puts a result off when its processor drains. */
    public static boolean putOff(Object processor, Object item, Object result) {
        if (!DRAINING.contains(processor)) {
            return false;
        }
        PUT_OFF.computeIfAbsent(processor, one -> new ArrayDeque<>()).add(new Object[] {item, result});
        return true;
    }

    /** Hands on what was put off, unless its processor still drains. */
    public static void follow(Object processor) {
        Deque<Object[]> results = DRAINING.contains(processor) ? null : PUT_OFF.remove(processor);
        if (results == null) {
            return;
        }
        callEach(processor.getClass().getSuperclass(), "handOnInItsContext", processor, results);
    }

    /** Keeps what an emitter was to tell, unless it tells now what was kept. */
    public static boolean isUntold(Object emitter, Object[] arguments) {
        return !TELLING.contains(emitter)
                && UNTOLD.computeIfAbsent(emitter, one -> new ArrayDeque<>()).add(arguments);
    }

    /** Lets an emitter tell what was kept. */
    public static void tell(Object emitter) {
        Deque<Object[]> untold = UNTOLD.remove(emitter);
        if (untold == null) {
            return;
        }
        TELLING.add(emitter);
        try {
            callEach(emitter.getClass(), "processed", emitter, untold);
        } finally {
            TELLING.remove(emitter);
        }
    }

    private static void callEach(Class<?> type, String name, Object on, Deque<Object[]> calls) {
        try {
            Method method = Arrays.stream(type.getDeclaredMethods())
                    .filter(one -> one.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
            method.setAccessible(true);
            for (Object[] arguments : calls) {
                method.invoke(on, arguments);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path file(String key) {
        return folder.resolve(
                Base64.getUrlEncoder().encodeToString(key.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
