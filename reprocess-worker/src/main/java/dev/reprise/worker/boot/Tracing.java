package dev.reprise.worker.boot;

import dev.reprise.worker.topology.GroupTraces;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry, when it is asked for; else nothing of it is loaded.
 *
 * <p>Threading: made and closed by one thread each.
 */
final class Tracing implements AutoCloseable {

    /** The key that OpenTelemetry itself has for this. Here it is {@code true} unless it is set. */
    private static final String DISABLED = "otel.sdk.disabled";

    private static final long SEND_SECONDS_MAX = 1;

    private final @Nullable OpenTelemetrySdk sdk;

    private Tracing(@Nullable OpenTelemetrySdk sdk) {
        this.sdk = sdk;
    }

    /** Starts what the configuration asks for. */
    static Tracing configured() {
        boolean disabled = ConfigProvider.getConfig()
                .getOptionalValue(DISABLED, Boolean.class)
                .orElse(true);
        return new Tracing(disabled ? null : GroupSpans.started());
    }

    /** Returns what records groups. */
    GroupTraces groups() {
        return sdk == null ? GroupTraces.OFF : new GroupSpans(sdk, System::nanoTime);
    }

    /** Sends what is recorded, within a second. */
    @Override
    public void close() {
        if (sdk != null) {
            var unused = sdk.shutdown().join(SEND_SECONDS_MAX, TimeUnit.SECONDS);
        }
    }
}
