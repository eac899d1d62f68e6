package dev.reprise.service.boot;

import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Handles SIGTERM and SIGINT. The JDK has one class for that, {@code sun.misc.Signal} of the module jdk.unsupported; it
 * is reached by reflection because its use cannot be compiled under {@code -Werror}.
 */
final class StopSignals {

    private StopSignals() {}

    /**
     * Runs the action instead of ending the JVM.
     *
     * @throws IllegalStateException if this JVM has no signals
     */
    static void handle(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, method, args) -> {
                        action.run();
                        return null;
                    });
            for (String name : List.of("TERM", "INT")) {
                Object one = signal.getConstructor(String.class).newInstance(name);
                signal.getMethod("handle", signal, handler).invoke(null, one, proxy);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM cannot handle signals", e);
        }
    }
}
